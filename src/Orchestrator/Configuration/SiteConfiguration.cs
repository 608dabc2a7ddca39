namespace CmsOrchestrator.Configuration;

/// <summary>
/// The configuration of a process: <c>--config</c> files in their order, then environment variables, then the command line; the
/// later wins. The files are watched, and <see cref="Read"/> gives what they say at the time.
/// </summary>
/// <param name="urls">The command line's <c>--urls</c>, or null.</param>
internal sealed class SiteConfiguration(IReadOnlyList<string> files, IReadOnlyDictionary<string, string?> environment, string? urls)
{
    // Before anybody has read them: what changes from now on is not missed.
    private readonly string _begin = FileWatch.Digest(files);

    /// <summary>OpenTelemetry's own variables of the environment: the collector's headers, intervals, certificates.</summary>
    public IEnumerable<KeyValuePair<string, string?>> OpenTelemetry =>
        environment.Where(variable => variable.Key.StartsWith("OTEL_", StringComparison.Ordinal));

    /// <summary>
    /// Never throws: what is wrong is in the result. Problems of the files as such come alone, as nothing else can be judged then.
    /// </summary>
    public SiteResult Read()
    {
        var ofFiles = files.SelectMany(JsonFileCheck.Problems).ToList();
        if (ofFiles.Count > 0)
        {
            return new SiteResult.Invalid([.. ofFiles]);
        }

        using var root = ConfigurationSources.Load(
            files, environment, urls, file => ofFiles.Add(new ConfigurationProblem(file, "is being written, or cannot be read")));
        if (ofFiles.Count > 0)
        {
            return new SiteResult.Invalid([.. ofFiles]); // it was fine a moment ago; taken as empty it would open what its keys close
        }

        var reading = new Reading(root);
        var (settings, node, clusters) = OrchestratorReader.Read(reading);
        var api = ApiReader.Read(reading, clusters);
        var output = OutputReader.Read(reading);
        return reading.Problems.Count > 0
            ? new SiteResult.Invalid([.. reading.Problems])
            : new SiteResult.Valid(new Site(settings, clusters, api) { Node = node, Output = output });
    }

    /// <summary>Calls <paramref name="changed"/> with a new reading after each change of a file, until what it returns is disposed of.</summary>
    public IDisposable OnChange(Action<SiteResult> changed) => new FileWatch(files, _begin, () => changed(Read()));
}
