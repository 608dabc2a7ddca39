namespace CmsOrchestrator.Actors.Tests.Journal;

/// <summary>Checked-in examples of all that was ever written, one or more for each manifest: <c>manifest[.variant].json</c>.</summary>
internal static class Golden
{
    private static readonly string Directory = System.IO.Path.Combine(AppContext.BaseDirectory, "Journal", "Golden");

    public static IReadOnlyList<string> Names { get; } =
        [.. System.IO.Directory.GetFiles(Directory, "*.json").Select(file => System.IO.Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    public static string Path(string file) => System.IO.Path.Combine(Directory, file);

    /// <summary>"call.changed.v1.json" and "call.changed.v1.before-lobbies.json" are of call.changed.v1.</summary>
    public static string Manifest(string file) => string.Join('.', file.Split('.').Take(3));
}
