namespace CmsOrchestrator.Actors.History;

/// <summary>For how long history is shown.</summary>
public sealed record HistorySettings(TimeSpan HistoryTime)
{
    /// <summary>What is no longer shown is kept for this much longer, so that nothing is deleted under somebody who walks through it.</summary>
    public static TimeSpan Grace { get; } = TimeSpan.FromHours(1);
}
