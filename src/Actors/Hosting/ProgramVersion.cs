using System.Reflection;

namespace CmsOrchestrator.Actors.Hosting;

/// <summary>Which version of the program this is.</summary>
public static class ProgramVersion
{
    /// <summary>"0.1.0+5c1f…" is version 0.1.0: which commit it was built of is no part of it (SemVer §10).</summary>
    public static string Text { get; } = typeof(ProgramVersion).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";
}
