using CmsOrchestrator.Configuration;

namespace CmsOrchestrator.EndToEnd.Tests.Configuration;

/// <summary>Configuration files of one test, in a directory of their own.</summary>
internal sealed class SiteFiles : IDisposable
{
    /// <summary>The smallest site there is.</summary>
    public const string Minimal = """
        { "Orchestrator": { "Clusters": { "emea": { "CallBridges": {
            "lon1": { "Url": "https://lon1.example.net:445", "Username": "events", "Password": "pa55-word" } } } } } }
        """;

    private readonly string _directory = Directory.CreateTempSubdirectory("cmso-site-").FullName;

    public string PathOf(string name) => Path.Combine(_directory, name);

    public string Add(string name, string text)
    {
        var path = PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public static SiteResult Read(string file, params (string Key, string Value)[] environment) => Read([file], null, environment);

    public static SiteResult Read(string[] files, string? urls, params (string Key, string Value)[] environment)
    {
        var variables = environment.ToDictionary(pair => pair.Key, pair => (string?)pair.Value);
        var configuration = new SiteConfiguration(files, variables, urls);
        return configuration.Read();
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);
}
