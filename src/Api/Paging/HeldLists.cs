namespace CmsOrchestrator.Api.Paging;

/// <summary>
/// What walks through one revision go through, found and sorted once: every further page costs the page. Only a cache: what does not fit
/// into the room that all revisions share is found anew for each page. Lives as long as its revision is held. Safe for any thread.
/// </summary>
internal sealed class HeldLists(HeldLists.Room room)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<long, Array> _lists = [];
    private bool _isReleased;

    /// <summary>The list of that query; null if it is not held.</summary>
    public T[]? Find<T>(long query)
    {
        lock (_gate)
        {
            return _lists.GetValueOrDefault(query) as T[];
        }
    }

    public void Hold<T>(long query, T[] list)
    {
        lock (_gate)
        {
            if (!_isReleased && !_lists.ContainsKey(query) && room.Take(list.Length))
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
            room.Release(_lists.Values.Sum(list => list.Length));
            _lists.Clear();
        }
    }

    /// <summary>The items that all lists together may have, 8 bytes each.</summary>
    internal sealed class Room(int most)
    {
        private int _taken;

        public bool Take(int items)
        {
            if (Interlocked.Add(ref _taken, items) <= most)
            {
                return true;
            }

            Release(items);
            return false;
        }

        public void Release(int items) => Interlocked.Add(ref _taken, -items);
    }
}
