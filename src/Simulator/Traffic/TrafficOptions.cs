namespace CmsOrchestrator.Simulator;

/// <summary>How lively a cluster is.</summary>
public sealed record TrafficOptions
{
    /// <summary>Conferences at once that the cluster tends to.</summary>
    public int Calls { get; init; } = 10;

    /// <summary>Steps a second; each is one thing that happens, and a few things that follow from earlier ones.</summary>
    public double Rate { get; init; } = 10;

    /// <summary>The same seed makes the same choices, step by step.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Participants that one conference tends to, at most.</summary>
    public int LargestCall { get; init; } = 16;
}
