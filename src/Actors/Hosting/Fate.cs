namespace CmsOrchestrator.Actors.Hosting;

/// <summary>Why the process has to end though nobody asked it to. Safe for any thread.</summary>
public sealed class Fate
{
    private volatile string? _problem;

    /// <summary>One line; null where nothing is wrong.</summary>
    public string? Problem => _problem;

    internal void Fail(string problem) => _problem ??= problem;
}
