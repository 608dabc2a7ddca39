using System.Collections.Immutable;
using CmsOrchestrator.Actors.Databases;
using CmsOrchestrator.Actors.Feed;
using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Views;

namespace CmsOrchestrator.Actors.Tests.Support;

/// <summary>A feed in memory that fails, or hangs, for as long as a test wants it to; another node may append to it, too.</summary>
internal sealed class FakeFeedStore : IFeedStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, long> _reached = [];
    private ImmutableList<Change> _changes = [];
    private ImmutableList<IReadOnlyList<FeedEntry>> _batches = [];
    private string? _problem;
    private int _attempts;
    private long _oldest = 1;
    private ImmutableDictionary<ClusterName, long> _terms = ImmutableDictionary<ClusterName, long>.Empty;
    private Action<long> _heard = _ => { };

    /// <summary>What every append fails with; null for none.</summary>
    public string? Problem { get => Volatile.Read(ref _problem); set => Volatile.Write(ref _problem, value); }

    /// <summary>The next append is written and fails all the same, as when the connection is lost while it commits.</summary>
    public bool LosesAnswer { get; set; }

    public bool IsShared { get; init; }

    /// <summary>Appends wait until it is set.</summary>
    public ManualResetEventSlim Gate { get; } = new(initialState: true);

    public ImmutableList<Change> Changes => Volatile.Read(ref _changes);

    public ImmutableList<IReadOnlyList<FeedEntry>> Batches => Volatile.Read(ref _batches);

    public int Attempts => Volatile.Read(ref _attempts);

    public FeedStart Start(Instant now) => new(1, 0, [], ImmutableDictionary<string, long>.Empty, []);

    public FeedAppend Append(IReadOnlyList<FeedEntry> entries)
    {
        Interlocked.Increment(ref _attempts);
        Gate.Wait();
        if (Problem is { } problem)
        {
            throw new StorageException(problem);
        }

        lock (_gate)
        {
            var lost = entries.Where(e => e.Term > 0 && e.Cluster is { } owned && e.Term < _terms.GetValueOrDefault(owned)).Select(e => e.Cluster!.Value).ToHashSet();
            var changes = new List<Change>();
            foreach (var entry in entries.Where(e => e.Cluster is not { } cluster || !lost.Contains(cluster)).Where(IsNew))
            {
                changes.AddRange(entry.Publications.Select((p, i) => new Change(_changes.Count + changes.Count + 1 + i, p) { Body = Body.Write(p) }));
            }

            _batches = _batches.Add(entries);
            _changes = _changes.AddRange(changes);
            if (LosesAnswer)
            {
                LosesAnswer = false;
                throw new StorageException("the connection was lost");
            }

            return new FeedAppend(changes, lost);
        }
    }

    /// <summary>What another node appends: the revision, which nobody hears of before it is announced.</summary>
    public long AppendElsewhere(Publication publication)
    {
        lock (_gate)
        {
            _changes = _changes.Add(new Change(_changes.Count + 1, publication));
            return _changes.Count;
        }
    }

    public void Announce(long revision) => _heard(revision);

    /// <summary>Rows before this revision are deleted.</summary>
    public void Keep(long oldest) => Volatile.Write(ref _oldest, oldest);

    public IReadOnlyList<Change>? Read(long after, int most)
    {
        if (Problem is { } problem)
        {
            throw new StorageException(problem);
        }

        return after + 1 < Volatile.Read(ref _oldest) ? null : [.. Changes.Skip((int)after).Take(most)];
    }

    public ReadModel Restore() => ReadModel.Restore(Changes.Count, Changes.Select(c => c.Publication));

    public ClusterTakeover TakeOver(ClusterName cluster)
    {
        var term = ImmutableInterlocked.AddOrUpdate(ref _terms, cluster, 1, (_, last) => last + 1);
        return new ClusterTakeover(cluster, term, term, new Dictionary<string, long> { [$"call/{cluster}/x"] = 7 }, [], []);
    }

    public async Task ListenAsync(Action<long> heard, CancellationToken stop)
    {
        _heard = heard;
        await Task.Delay(Timeout.Infinite, stop);
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
