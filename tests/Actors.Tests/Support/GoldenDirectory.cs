namespace CmsOrchestrator.Actors.Tests.Support;

/// <summary>Checked-in examples of all that was ever written, one or more for each manifest: <c>manifest[.variant].json</c>.</summary>
internal sealed class GoldenDirectory(string room)
{
    private readonly string _directory = System.IO.Path.Combine(AppContext.BaseDirectory, room, "Golden");

    public IReadOnlyList<string> Names =>
        [.. Directory.GetFiles(_directory, "*.json").Select(file => System.IO.Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    public string Path(string file) => System.IO.Path.Combine(_directory, file);

    /// <summary>"call.changed.v1.json" and "call.changed.v1.before-lobbies.json" are of call.changed.v1.</summary>
    public static string Manifest(string file) => string.Join('.', file.Split('.').Take(3));
}
