using Xunit;

namespace CmsOrchestrator.Support;

/// <summary>A test that needs a program of the system; skipped, and said so, where that is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ToolFactAttribute : FactAttribute
{
    public ToolFactAttribute(string program)
    {
        Program = program;
        if (!Exists(program))
        {
            Skip = $"{program} is not installed";
        }
    }

    public string Program { get; }

    private static bool Exists(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
}
