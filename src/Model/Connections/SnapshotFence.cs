namespace CmsOrchestrator.Model.Connections;

/// <summary>
/// Says when a snapshot is in, which has no end mark (design.md, "Merging"): once the answer to a request that was sent after
/// <c>active</c> is in and no <c>add</c> came on the connection for the quiet time; and when even the longest time for one is over.
/// Silence is not quiet: another request, sent after that time, has to be answered first, so that what a connection that died in the
/// middle of a snapshot did not bring is not taken for gone. A snapshot in which something was skipped is not in: a resync brings it
/// whole, unless the bridge goes on like that.
/// </summary>
internal sealed class SnapshotFence(SubscriptionTable table, RequestWindow requests, ConnectionSettings settings, IConnectionEffects effects)
{
    private Instant _lastAddAt;

    /// <summary>An <c>add</c> came, of whatever subscription: updates and removes do not count.</summary>
    public void AddTold(Instant now) => _lastAddAt = now;

    public void Settle(Instant now)
    {
        foreach (var entry in table.Fenced.ToList())
        {
            var fencedAt = entry.FencedAt!.Value;
            if (!entry.IsQuiet && IsOver(now, Instant.Max(fencedAt, _lastAddAt) + settings.SnapshotQuietTime))
            {
                entry.IsQuiet = true;
                effects.SnapshotQuiet(entry.Index);
            }

            var limit = fencedAt + settings.SnapshotMaxTime;
            if (entry.IsQuiet ? now >= limit : IsOver(now, limit))
            {
                entry.IsOver = true;
                effects.SnapshotLimit(entry.Index);
            }
        }
    }

    private bool IsOver(Instant now, Instant end)
    {
        if (now < end)
        {
            return false;
        }

        if (requests.AnsweredSince >= end)
        {
            return true;
        }

        requests.Repeat(now);
        return false;
    }
}
