using Microsoft.Extensions.Primitives;

namespace CmsOrchestrator.Configuration;

/// <summary>
/// The configuration of a process: <c>--config</c> files in their order, then environment variables, then the command line; the
/// later wins. The files are watched, and <see cref="Read"/> gives what they say at the time.
/// </summary>
internal sealed class SiteConfiguration : IDisposable
{
    private readonly IReadOnlyList<string> _files;
    private readonly ConfigurationRoot _root;

    /// <param name="urls">The command line's <c>--urls</c>, or null.</param>
    public SiteConfiguration(IReadOnlyList<string> files, IReadOnlyDictionary<string, string?> environment, string? urls)
    {
        _files = files;
        _root = ConfigurationSources.Build(files, environment, urls);
    }

    /// <summary>
    /// Never throws: what is wrong is in the result. Problems of the files as such come alone, as nothing else can be judged then.
    /// </summary>
    public SiteResult Read()
    {
        var ofFiles = _files.SelectMany(JsonFileCheck.Problems).ToList();
        if (ofFiles.Count > 0)
        {
            return new SiteResult.Invalid([.. ofFiles]);
        }

        var reading = new Reading(_root);
        var (settings, clusters) = OrchestratorReader.Read(reading);
        var api = ApiReader.Read(reading, clusters);
        var output = OutputReader.Read(reading);
        return reading.Problems.Count > 0
            ? new SiteResult.Invalid([.. reading.Problems])
            : new SiteResult.Valid(new Site(settings, clusters, api) { Output = output });
    }

    /// <summary>Calls <paramref name="changed"/> with a new reading after each change of a file, until what it returns is disposed of.</summary>
    public IDisposable OnChange(Action<SiteResult> changed) =>
        ChangeToken.OnChange(_root.GetReloadToken, () => changed(Read()));

    public void Dispose() => _root.Dispose();
}
