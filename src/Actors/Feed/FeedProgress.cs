using System.Collections.Concurrent;

namespace CmsOrchestrator.Actors.Feed;

/// <summary>
/// The sequence number that the feed has reached, by persistence id: what a recovering aggregate need not publish again. Holds
/// the calls that are live. Safe for any thread; only the feed writes it.
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
}
