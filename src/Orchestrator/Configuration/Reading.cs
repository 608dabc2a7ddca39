using Microsoft.Extensions.Configuration.Json;

namespace CmsOrchestrator.Configuration;

/// <summary>One reading of the configuration; collects every problem on its way.</summary>
internal sealed class Reading(IConfigurationRoot root)
{
    private readonly List<ConfigurationProblem> _problems = [];

    public IReadOnlyList<ConfigurationProblem> Problems => _problems;

    public Section Section(string key) => new(root.GetSection(key), this);

    public void Add(string path, string what) => _problems.Add(new ConfigurationProblem(path, what));

    /// <summary>A path in the value at <paramref name="key"/>: relative to the file that gave it, else to the working directory.</summary>
    public string FullPath(string key, string value)
    {
        var giver = root.Providers.Last(provider => provider.TryGet(key, out _));
        var file = giver is JsonConfigurationProvider { Source: { FileProvider: { } files, Path: { } path } }
            ? files.GetFileInfo(path).PhysicalPath
            : null;
        return Path.GetFullPath(value, Path.GetDirectoryName(file) ?? Environment.CurrentDirectory);
    }

    /// <summary>Whether the value at <paramref name="key"/> is an empty list or object, not just absent or null.</summary>
    public bool IsEmptyList(string key) =>
        root.Providers.Any(provider => provider.TryGet(key, out var value) && value is "") && !Keys(key).Any();

    /// <summary>The keys of the object at <paramref name="path"/>, as the first file spells them that has them.</summary>
    public IEnumerable<string> Keys(string path) => root.Providers
        .OrderBy(provider => provider is JsonConfigurationProvider ? 0 : 1)
        .SelectMany(provider => provider.GetChildKeys([], path))
        .Distinct(StringComparer.OrdinalIgnoreCase)
        .Order(ConfigurationKeyComparer.Instance);

    /// <summary>
    /// The ways in which files spell each name under <paramref name="path"/>, where there is more than one. (One name of an
    /// environment variable means the same as that of a file, in whatever case: some platforms know capitals only.)
    /// </summary>
    public IEnumerable<IReadOnlyList<string>> Spellings(string path) => root.Providers
        .OfType<JsonConfigurationProvider>()
        .SelectMany(provider => provider.GetChildKeys([], path))
        .Distinct(StringComparer.Ordinal)
        .GroupBy(name => name, StringComparer.OrdinalIgnoreCase)
        .Select(names => names.ToList())
        .Where(names => names.Count > 1);
}
