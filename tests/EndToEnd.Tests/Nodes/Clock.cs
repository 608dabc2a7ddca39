using CmsOrchestrator.Support;

namespace CmsOrchestrator.EndToEnd.Tests.Nodes;

/// <summary>A program's clock, set wrong by libfaketime.</summary>
internal static class Clock
{
    private static readonly string? Library = Directory.Exists("/usr/lib")
        ? Directory.EnumerateDirectories("/usr/lib").Select(folder => Path.Combine(folder, "faketime", "libfaketimeMT.so.1")).FirstOrDefault(File.Exists)
        : null;

    public static string? Missing => Library is null ? "libfaketime is not installed" : null;

    /// <summary>
    /// A launcher that makes the time of day wrong, and leaves alone how fast it passes: .NET waits by the steady clock, and the library's
    /// remedy for old versions of glibc would make those waits an hour long.
    /// </summary>
    public static string[] OffBy(string offset) =>
        ["env", $"LD_PRELOAD={Library}", $"FAKETIME={offset}", "FAKETIME_DONT_FAKE_MONOTONIC=1", "FAKETIME_FORCE_MONOTONIC_FIX=0"];
}

/// <summary>A test that needs PostgreSQL and programs with wrong clocks; skipped, and said so, where they cannot be had.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ClockFactAttribute : FactAttribute
{
    public ClockFactAttribute() => Skip = PostgreSqlInstallation.Missing ?? Clock.Missing;
}
