using System.Collections.Concurrent;
using CmsOrchestrator.Actors.Calls;

namespace CmsOrchestrator.Actors.Feed;

/// <summary>
/// The sequence number that the feed has reached, by persistence id: what a recovering aggregate need not publish again. Holds
/// the calls that are live and run here. It may say less than the feed has, never more. Safe for any thread; only the feed writes it.
/// </summary>
public sealed class FeedProgress(IReadOnlyDictionary<string, long> reached)
{
    private readonly ConcurrentDictionary<string, long> _reached = new(reached);

    public IEnumerable<string> PersistenceIds => _reached.Keys;

    public long Of(string persistenceId) => _reached.GetValueOrDefault(persistenceId);

    /// <summary>The entry is in the feed. Of an aggregate that has ended nothing is kept: the store knows what it has.</summary>
    internal void Note(FeedEntry entry)
    {
        if (entry.IsEnd)
        {
            _reached.TryRemove(entry.PersistenceId!, out _);
        }
        else
        {
            _reached.AddOrUpdate(entry.PersistenceId!, entry.Sequence, (_, reached) => Math.Max(reached, entry.Sequence));
        }
    }

    /// <summary>A cluster is run here from now on: what was known of it may have been another node's to change.</summary>
    internal void Note(ClusterTakeover takeover)
    {
        var prefix = CallPersistenceId.RangeOf(takeover.Cluster).From;
        foreach (var id in _reached.Keys.Where(id => id.StartsWith(prefix, StringComparison.Ordinal)))
        {
            _reached.TryRemove(id, out _);
        }

        foreach (var (id, sequence) in takeover.Reached)
        {
            _reached[id] = sequence;
        }
    }
}
