using Akka.Actor;
using CmsOrchestrator.Model;

namespace CmsOrchestrator.Actors.Feed;

/// <summary>
/// What waits for the feed, in order, and of each Call Bridge its last view only. Bounded by what aggregates may have under way, and
/// by the number of Call Bridges.
/// </summary>
internal sealed class FeedQueue
{
    private const int MaxBatch = 1024;

    private readonly Queue<FeedItem> _waiting = new();
    private readonly Dictionary<(ClusterName, CallBridgeName), FeedEntry> _bridges = [];
    private readonly Dictionary<ClusterName, long> _terms = [];

    public int Count => _waiting.Count + _bridges.Count;

    public bool IsEmpty => Count == 0;

    /// <summary>What a cluster's entries are stamped with from now on.</summary>
    public void Own(ClusterName cluster, long term) => _terms[cluster] = term;

    public void Add(FeedEntry entry, IActorRef from)
    {
        var stamped = entry.Cluster is { } cluster && _terms.TryGetValue(cluster, out var term) ? entry with { Term = term } : entry;
        if (stamped is { PersistenceId: null, Publications: [{ CallBridge: { } bridge }] })
        {
            _bridges[(bridge.Cluster, bridge.Name)] = stamped;
        }
        else
        {
            _waiting.Enqueue(new FeedItem(stamped, null, from));
        }
    }

    /// <summary>Somebody who waits until all before is appended.</summary>
    public void Add(object request, IActorRef from) => _waiting.Enqueue(new FeedItem(null, request, from));

    /// <summary>The takeover that is next, if nothing is to be appended before it.</summary>
    public FeedItem? NextTakeover() =>
        _bridges.Count == 0 && _waiting.TryPeek(out var next) && next.Request is TakeOver ? _waiting.Dequeue() : null;

    /// <summary>What is to be appended at once.</summary>
    public FeedBatch NextBatch()
    {
        List<FeedItem> batch = [.. _bridges.Values.Select(entry => new FeedItem(entry, null, ActorRefs.Nobody))];
        _bridges.Clear();
        while (batch.Count < MaxBatch && _waiting.TryPeek(out var next) && next.Request is not TakeOver)
        {
            batch.Add(_waiting.Dequeue());
        }

        return new FeedBatch(batch);
    }
}
