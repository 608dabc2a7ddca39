using System.Collections.Concurrent;

namespace CmsOrchestrator.Actors.Feed;

/// <summary>
/// The sequence number that the feed has reached, by persistence id: what a recovering aggregate need not publish again. Holds
/// live calls and those whose rows are not deleted yet. Safe for any thread; only the feed writes it.
/// </summary>
public sealed class FeedProgress(IReadOnlyDictionary<string, long> reached)
{
    private readonly ConcurrentDictionary<string, long> _reached = new(reached);

    public IEnumerable<string> PersistenceIds => _reached.Keys;

    public long Of(string persistenceId) => _reached.GetValueOrDefault(persistenceId);

    internal void Reach(string persistenceId, long sequence) => _reached[persistenceId] = sequence;

    internal void Forget(string persistenceId) => _reached.TryRemove(persistenceId, out _);
}
