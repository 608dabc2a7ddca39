namespace CmsOrchestrator.Model.Connections;

/// <summary>
/// Says when a snapshot is in, which has no end mark (design.md, "Merging"): once the answer to a request that was sent after
/// <c>active</c> is in and no <c>add</c> came on the connection for the quiet time; and when even the longest time for one is over.
/// </summary>
internal sealed class SnapshotFence(SubscriptionTable table, ConnectionSettings settings, IConnectionEffects effects)
{
    private Instant _lastAddAt;

    /// <summary>An <c>add</c> came, of whatever subscription: updates and removes do not count.</summary>
    public void AddTold(Instant now) => _lastAddAt = now;

    public void Settle(Instant now)
    {
        foreach (var entry in table.Fenced.ToList())
        {
            var fencedAt = entry.FencedAt!.Value;
            if (!entry.IsQuiet && now >= Instant.Max(fencedAt, _lastAddAt) + settings.SnapshotQuietTime)
            {
                entry.IsQuiet = true;
                effects.SnapshotQuiet(entry.Index);
            }

            if (now >= fencedAt + settings.SnapshotMaxTime)
            {
                entry.IsOver = true;
                effects.SnapshotLimit(entry.Index);
            }
        }
    }
}
