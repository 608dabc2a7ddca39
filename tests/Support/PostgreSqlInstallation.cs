using System.Globalization;

namespace CmsOrchestrator.Support;

/// <summary>PostgreSQL's own programs on this machine.</summary>
public static class PostgreSqlInstallation
{
    /// <summary>Why tests that need a server are skipped; null where one can be had.</summary>
    public static string? Missing { get; } = Directory is null
        ? "PostgreSQL is not installed (Debian: apt-get install postgresql)."
        : null;

    /// <summary>Where <c>initdb</c> and <c>postgres</c> are, of the newest version; null for nowhere.</summary>
    internal static string? Directory => field ??= Candidates().FirstOrDefault(path => File.Exists(Path.Combine(path, "initdb")));

    private static IEnumerable<string> Candidates() =>
        new[] { "/usr/lib/postgresql", "/usr/local/lib/postgresql" }.Where(System.IO.Directory.Exists)
            .SelectMany(System.IO.Directory.GetDirectories)
            .OrderByDescending(path => double.TryParse(Path.GetFileName(path), CultureInfo.InvariantCulture, out var version) ? version : 0)
            .Select(path => Path.Combine(path, "bin"))
            .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries));
}
