using System.Collections.Immutable;
using CmsOrchestrator.Actors.Databases;
using CmsOrchestrator.Actors.Feed;
using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Views;

namespace CmsOrchestrator.Actors.Tests.Support;

/// <summary>A feed in memory that fails, or hangs, for as long as a test wants it to.</summary>
internal sealed class FakeFeedStore : IFeedStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, long> _reached = [];
    private ImmutableList<Change> _changes = [];
    private ImmutableList<IReadOnlyList<FeedEntry>> _batches = [];
    private string? _problem;
    private int _attempts;

    /// <summary>What every append fails with; null for none.</summary>
    public string? Problem { get => Volatile.Read(ref _problem); set => Volatile.Write(ref _problem, value); }

    /// <summary>Appends wait until it is set.</summary>
    public ManualResetEventSlim Gate { get; } = new(initialState: true);

    public ImmutableList<Change> Changes => Volatile.Read(ref _changes);

    public ImmutableList<IReadOnlyList<FeedEntry>> Batches => Volatile.Read(ref _batches);

    public int Attempts => Volatile.Read(ref _attempts);

    public FeedStart Start(Instant now) => new(1, 0, [], ImmutableDictionary<string, long>.Empty, []);

    public IReadOnlyList<Change> Append(IReadOnlyList<FeedEntry> entries)
    {
        Interlocked.Increment(ref _attempts);
        Gate.Wait();
        if (Problem is { } problem)
        {
            throw new StorageException(problem);
        }

        lock (_gate)
        {
            var changes = new List<Change>();
            foreach (var entry in entries.Where(IsNew))
            {
                changes.AddRange(entry.Publications.Select((p, i) => new Change(_changes.Count + changes.Count + 1 + i, p) { Body = Body.Write(p) }));
            }

            _batches = _batches.Add(entries);
            _changes = _changes.AddRange(changes);
            return changes;
        }
    }

    public bool Clean(Instant now, TimeSpan historyTime) => false;

    public void Dispose() => Gate.Dispose();

    private bool IsNew(FeedEntry entry)
    {
        if (entry.PersistenceId is not { } id)
        {
            return true;
        }

        var isNew = entry.Sequence > _reached.GetValueOrDefault(id);
        _reached[id] = Math.Max(entry.Sequence, _reached.GetValueOrDefault(id));
        return isNew;
    }
}
