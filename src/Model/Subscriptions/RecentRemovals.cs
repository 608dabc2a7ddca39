namespace CmsOrchestrator.Model.Subscriptions;

/// <summary>The last removals of a subscription with what was told of them, for an aggregate that missed them. Bounded: the oldest go first.</summary>
internal sealed class RecentRemovals<TId, TTold>(int bound)
    where TId : struct
{
    private readonly Queue<(TId Id, TTold Told)> _removals = new();

    public void Add(TId id, TTold told)
    {
        if (_removals.Count == bound)
        {
            _removals.Dequeue();
        }

        _removals.Enqueue((id, told));
    }

    public IEnumerable<(TId Id, TTold Told)> All => _removals;

    /// <summary>What was told last of this id; null where nothing is remembered.</summary>
    public TTold? Find(TId id) => _removals.LastOrDefault(r => EqualityComparer<TId>.Default.Equals(r.Id, id)).Told;
}
