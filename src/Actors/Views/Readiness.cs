namespace CmsOrchestrator.Actors.Views;

/// <summary>Whether the view may be relied on: recovered, reconciled with the feed, and the storage takes writes. Safe for any thread.</summary>
public sealed class Readiness
{
    private volatile bool _recovered;
    private volatile string? _storageProblem;

    /// <summary>Null when ready, else what is waited for.</summary>
    public string? WaitsFor => _storageProblem ?? (_recovered ? null : "recovering");

    /// <summary>Whether the view is whole: recovered and reconciled. Until then a call that is missing in it may well be there.</summary>
    public bool IsRecovered => _recovered;

    internal void Recovered() => _recovered = true;

    internal void StorageFails(string problem) => _storageProblem = problem;

    internal void StorageWorks() => _storageProblem = null;
}
