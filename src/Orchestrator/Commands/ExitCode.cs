namespace CmsOrchestrator.Commands;

/// <summary>What scripts rely on (api.md, "Command line").</summary>
internal static class ExitCode
{
    public const int Fine = 0;

    public const int Failed = 1;

    /// <summary>Wrong arguments or configuration: starting again will not help.</summary>
    public const int Wrong = 2;
}
