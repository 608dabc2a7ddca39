namespace CmsOrchestrator.Actors.Views;

/// <summary>Whether the view may be relied on: recovered, reconciled with the feed, and the storage takes writes. Safe for any thread.</summary>
public sealed class Readiness
{
    private volatile bool _recovered;
    private volatile string? _feedProblem;
    private volatile string? _journalProblem;

    /// <summary>Null when ready, else what is waited for.</summary>
    public string? WaitsFor => StorageProblem ?? (_recovered ? null : "recovering");

    /// <summary>Why the storage takes no writes; null while it does.</summary>
    public string? StorageProblem => _feedProblem ?? _journalProblem;

    /// <summary>Whether the view is whole: recovered and reconciled. Until then a call that is missing in it may well be there.</summary>
    public bool IsRecovered => _recovered;

    internal void Recovered() => _recovered = true;

    internal void FeedFails(string problem) => _feedProblem = problem;

    internal void FeedWorks() => _feedProblem = null;

    internal void JournalFails(string problem) => _journalProblem = problem;

    internal void JournalWorks()
    {
        if (_journalProblem is not null)
        {
            _journalProblem = null;
        }
    }
}
