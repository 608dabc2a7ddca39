using CmsOrchestrator.Actors.Views;

namespace CmsOrchestrator.Api.Paging;

/// <summary>
/// The newest revision, and those that walks are still going through. A revision is held only when a cursor for it was handed
/// out, for <see cref="HeldTime"/> after it stopped being the newest; of old ones at most <see cref="MostOld"/>, the oldest go
/// first. Safe for any thread; the writer of the read model never waits for it.
/// </summary>
internal sealed class Revisions : IDisposable
{
    public const int MostOld = 256;
    public const int MostHeldWeight = 4 << 20;
    public static readonly TimeSpan HeldTime = TimeSpan.FromMinutes(5);

    // The read model does not say when it was superseded. Looking once a second makes a cursor good for up to a second longer.
    private static readonly TimeSpan LookTime = TimeSpan.FromSeconds(1);

    private readonly ViewHolder _views;
    private readonly IConfiguredClusters _clusters;
    private readonly TimeProvider _time;
    private readonly ITimer _look;
    private readonly Lock _gate = new();
    private readonly HeldLists.Room _room = new(MostHeldWeight);
    private readonly SortedList<long, Held> _held = [];

    public Revisions(ViewHolder views, IConfiguredClusters clusters, TimeProvider time)
    {
        _views = views;
        _clusters = clusters;
        _time = time;
        _look = time.CreateTimer(_ => Look(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The newest revision: if it is held, what is held, so that a later walk shows what an earlier one does.</summary>
    public Revision Newest()
    {
        var model = _views.Current;
        lock (_gate)
        {
            if (_held.TryGetValue(model.Revision, out var held))
            {
                return held.Revision;
            }
        }

        return new Revision(model, [.. _clusters.Names], new HeldLists(_room));
    }

    /// <summary>The revision of that number, or null if it is not held (any more).</summary>
    public Revision? Find(long number)
    {
        lock (_gate)
        {
            Forget();
            return _held.TryGetValue(number, out var held) ? held.Revision : null;
        }
    }

    /// <summary>Holds a revision that a cursor is about to name: the one that is held, perhaps since before.</summary>
    public Revision Hold(Revision revision)
    {
        lock (_gate)
        {
            if (_held.Count == 0)
            {
                _look.Change(LookTime, LookTime);
            }

            _held.TryAdd(revision.Number, new Held(revision));
            var held = _held[revision.Number].Revision;
            Forget();
            return held;
        }
    }

    public void Dispose() => _look.Dispose();

    private void Look()
    {
        lock (_gate)
        {
            Forget();
            if (_held.Count == 0)
            {
                _look.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private void Forget()
    {
        var newest = _views.Current.Revision;
        var old = 0;
        for (var i = _held.Count - 1; i >= 0; i--)
        {
            if (_held.GetKeyAtIndex(i) == newest)
            {
                continue;
            }

            var held = _held.GetValueAtIndex(i);
            held.OldSince ??= _time.GetTimestamp();
            if (++old > MostOld || _time.GetElapsedTime(held.OldSince.Value) > HeldTime)
            {
                _held.RemoveAt(i);
                held.Revision.Lists.Release();
                old--;
            }
        }
    }

    private sealed class Held(Revision revision)
    {
        public Revision Revision => revision;

        /// <summary>The timestamp at which it was first seen not to be the newest.</summary>
        public long? OldSince { get; set; }
    }
}
