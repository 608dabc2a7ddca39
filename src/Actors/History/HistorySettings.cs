namespace CmsOrchestrator.Actors.History;

/// <summary>For how long history is shown.</summary>
public sealed record HistorySettings(TimeSpan HistoryTime)
{
    private static readonly TimeSpan MinGrace = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan MaxGrace = TimeSpan.FromHours(1);

    /// <summary>
    /// For how long it is stored: what is no longer shown is kept for as long again, a quarter of an hour at least and an hour at most, so that
    /// nothing is deleted under somebody who walks through it.
    /// </summary>
    public TimeSpan StoredTime => HistoryTime + (HistoryTime < MinGrace ? MinGrace : HistoryTime > MaxGrace ? MaxGrace : HistoryTime);
}
