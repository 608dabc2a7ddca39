using Xunit;

namespace CmsOrchestrator.Support;

/// <summary>A test that needs a program of the system; skipped, and said so, where that is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ToolFactAttribute : FactAttribute
{
    public ToolFactAttribute(string program)
    {
        Program = program;
        Skip = Missing(program);
    }

    public string Program { get; }

    /// <summary>Why a test that needs the program is skipped; null where it is installed.</summary>
    internal static string? Missing(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)))
            ? null
            : $"{program} is not installed";
}
