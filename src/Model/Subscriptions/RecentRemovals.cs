namespace CmsOrchestrator.Model.Subscriptions;

/// <summary>The last removals of a subscription with what was told of them, for an aggregate that missed them. Bounded: the oldest go first.</summary>
internal sealed class RecentRemovals<TId>(int bound)
    where TId : struct
{
    private readonly Queue<(TId Id, string? Reason)> _removals = new();

    public void Add(TId id, string? reason)
    {
        if (_removals.Count == bound)
        {
            _removals.Dequeue();
        }

        _removals.Enqueue((id, reason));
    }

    public IEnumerable<(TId Id, string? Reason)> All => _removals;

    /// <summary>The latest reason told for this id; null where none was.</summary>
    public string? ReasonOf(TId id) => _removals.LastOrDefault(r => EqualityComparer<TId>.Default.Equals(r.Id, id)).Reason;
}
