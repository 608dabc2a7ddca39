namespace CmsOrchestrator.Actors.Views;

/// <summary>Whether the view may be relied on: recovered, reconciled with the feed, and the storage takes writes. Safe for any thread.</summary>
/// <param name="time">For how long ago the journal failed.</param>
public sealed class Readiness(TimeProvider time)
{
    // Whoever has something to write tries it again much sooner. After this time nobody has, and nothing is known against the journal.
    private static readonly TimeSpan JournalMemory = TimeSpan.FromMinutes(1);

    private readonly long _start = time.GetTimestamp();
    private volatile bool _recovered;
    private long _recoveryTicks;
    private volatile string? _feedProblem;
    private volatile JournalProblem? _journalProblem;

    /// <summary>Null when ready, else what is waited for.</summary>
    public string? WaitsFor => StorageProblem ?? (_recovered ? null : "recovering");

    /// <summary>Why the storage takes no writes; null while it does.</summary>
    public string? StorageProblem => _feedProblem ?? RecentJournalProblem;

    /// <summary>Whether the view is whole: recovered and reconciled. Until then a call that is missing in it may well be there.</summary>
    public bool IsRecovered => _recovered;

    /// <summary>How long the start took until the view was whole; null until it is.</summary>
    public TimeSpan? RecoveryTime => _recovered ? TimeSpan.FromTicks(Interlocked.Read(ref _recoveryTicks)) : null;

    internal void Recovered()
    {
        if (!_recovered)
        {
            Interlocked.Exchange(ref _recoveryTicks, time.GetElapsedTime(_start).Ticks);
            _recovered = true;
        }
    }

    internal void FeedFails(string problem) => _feedProblem = problem;

    internal void FeedWorks() => _feedProblem = null;

    internal void JournalFails(string problem) => _journalProblem = new JournalProblem(problem, time.GetUtcNow());

    internal void JournalWorks()
    {
        if (_journalProblem is not null)
        {
            _journalProblem = null;
        }
    }

    private string? RecentJournalProblem =>
        _journalProblem is { } problem && time.GetUtcNow() - problem.At < JournalMemory ? problem.Text : null;

    private sealed record JournalProblem(string Text, DateTimeOffset At);
}
