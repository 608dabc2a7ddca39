using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.FileProviders.Physical;

namespace CmsOrchestrator.Configuration;

/// <summary>Makes one .NET configuration of the three kinds of sources (api.md, "Configuration").</summary>
internal static class ConfigurationSources
{
    private static readonly string[] Prefixes = ["Orchestrator__", "Api__", "Logging__", "Telemetry__"];

    /// <summary>What the sources say now. A file that does not load is told to <paramref name="failed"/>, and is empty.</summary>
    public static ConfigurationRoot Load(
        IReadOnlyList<string> files, IReadOnlyDictionary<string, string?> environment, string? urls, Action<string> failed)
    {
        var builder = new ConfigurationBuilder();
        foreach (var file in files)
        {
            var source = Source(file);
            source.OnLoadException = failure =>
            {
                failure.Ignore = true;
                failed(file);
            };
            builder.Add(source);
        }

        // Only ours: somebody else's variable must not be taken for a key that is not known.
        builder.AddInMemoryCollection(environment
            .Where(variable => Prefixes.Any(prefix => variable.Key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)))
            .Select(variable => KeyValuePair.Create(variable.Key.Replace("__", ":", StringComparison.Ordinal), variable.Value)));
        if (urls is not null)
        {
            builder.AddInMemoryCollection([KeyValuePair.Create<string, string?>("Api:Urls", urls)]);
        }

        return (ConfigurationRoot)builder.Build();
    }

    private static JsonConfigurationSource Source(string file) => new()
    {
        FileProvider = new PhysicalFileProvider(Path.GetDirectoryName(Path.GetFullPath(file))!, ExclusionFilters.None),
        Path = Path.GetFileName(file),
    };
}
