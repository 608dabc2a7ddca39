using CmsOrchestrator.Api.Lists;

namespace CmsOrchestrator.Api.Paging;

/// <summary>
/// What walks through one revision go through, found and sorted once: every further page costs the page. Only a cache: what does not fit
/// into the room that all revisions share is found anew for each page. Lives as long as its revision is held. Safe for any thread.
/// </summary>
internal sealed class HeldLists(HeldLists.Room room)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<long, ISelection> _lists = [];
    private bool _isReleased;

    /// <summary>What that query selected; null if it is not held.</summary>
    public Selection<T>? Find<T>(long query)
    {
        lock (_gate)
        {
            return _lists.GetValueOrDefault(query) as Selection<T>;
        }
    }

    public void Hold(long query, ISelection list)
    {
        lock (_gate)
        {
            if (!_isReleased && !_lists.ContainsKey(query) && room.Take(list.Weight))
            {
                _lists.Add(query, list);
            }
        }
    }

    /// <summary>The revision is no longer held.</summary>
    public void Release()
    {
        lock (_gate)
        {
            _isReleased = true;
            room.Release(_lists.Values.Sum(list => list.Weight));
            _lists.Clear();
        }
    }

    /// <summary>What all lists together may weigh.</summary>
    internal sealed class Room(int most)
    {
        private int _taken;

        public bool Take(int weight)
        {
            if (Interlocked.Add(ref _taken, weight) <= most)
            {
                return true;
            }

            Release(weight);
            return false;
        }

        public void Release(int weight) => Interlocked.Add(ref _taken, -weight);
    }
}
