namespace CmsOrchestrator.Actors.Views;

/// <summary>
/// Whether the view may be relied on: recovered, reconciled with the feed, level with it where other nodes append, too, and the
/// storage works. Safe for any thread.
/// </summary>
/// <param name="time">For how long ago the journal failed and the feed was read.</param>
public sealed class Readiness(TimeProvider time)
{
    // Whoever has something to write tries it again much sooner. After this time nobody has, and nothing is known against the journal.
    private static readonly TimeSpan JournalMemory = TimeSpan.FromMinutes(1);

    // A feed that others append to is looked at every second.
    private static readonly TimeSpan FollowTime = TimeSpan.FromSeconds(10);

    private volatile bool _isBehind;
    private volatile bool _followsOthers;
    private long _readAt;
    private long _workedAt = time.GetTimestamp();
    private readonly long _start = time.GetTimestamp();
    private volatile bool _recovered;
    private long _recoveryTicks;
    private volatile bool _joining;
    private volatile string? _feedProblem;
    private volatile JournalProblem? _journalProblem;

    /// <summary>Null when ready, else what is waited for.</summary>
    public string? WaitsFor => StorageProblem
        ?? (_joining ? "joining the other nodes" : !_recovered ? "recovering" : IsBehind ? "catching up with what other nodes have published" : null);

    /// <summary>Why the storage takes no writes; null while it does.</summary>
    public string? StorageProblem => _feedProblem ?? RecentJournalProblem;

    /// <summary>
    /// Whether the view is whole: recovered, reconciled, and not left behind by what other nodes have published. Until then a call that
    /// is missing in it may well be there.
    /// </summary>
    public bool IsRecovered => _recovered && !IsBehind;

    /// <summary>For how long the storage has not done what it was asked; a feed that others append to asks every second.</summary>
    public TimeSpan StorageSilence => time.GetElapsedTime(Interlocked.Read(ref _workedAt));

    /// <summary>
    /// How long ago the view had everything that was in the feed, for certain. Zero where nobody else appends; else the feed is looked at
    /// every second.
    /// </summary>
    public TimeSpan FeedLag => _followsOthers ? time.GetElapsedTime(Interlocked.Read(ref _readAt)) : TimeSpan.Zero;

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

    /// <summary>Other nodes append, too: a view whose feed was not read for a while may lack what they have published.</summary>
    internal void FollowOthers()
    {
        FeedRead();
        _followsOthers = true;
    }

    /// <summary>The view has everything that is in the feed.</summary>
    internal void FeedRead()
    {
        Interlocked.Exchange(ref _readAt, time.GetTimestamp());
        _isBehind = false;
    }

    /// <summary>The feed has more than can be read on from the view.</summary>
    internal void FeedBehind() => _isBehind = true;

    /// <summary>This is one node of several, and not yet among them.</summary>
    internal void Joins() => _joining = true;

    internal void Joined() => _joining = false;

    internal void FeedFails(string problem) => _feedProblem = problem;

    internal void FeedWorks()
    {
        Interlocked.Exchange(ref _workedAt, time.GetTimestamp());
        _feedProblem = null;
    }

    internal void JournalFails(string problem) => _journalProblem = new JournalProblem(problem, time.GetUtcNow());

    internal void JournalWorks()
    {
        if (_journalProblem is not null)
        {
            _journalProblem = null;
        }
    }

    private bool IsBehind => _isBehind || FeedLag > FollowTime;

    private string? RecentJournalProblem =>
        _journalProblem is { } problem && time.GetUtcNow() - problem.At < JournalMemory ? problem.Text : null;

    private sealed record JournalProblem(string Text, DateTimeOffset At);
}
