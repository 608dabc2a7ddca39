namespace CmsOrchestrator.Actors.Views;

/// <summary>
/// The newest changes, in memory: at most so many and so many bytes, the oldest go first. One writer, any number of readers; nobody
/// waits for anybody. What is no longer here is in the feed's table for at least ten minutes.
/// </summary>
public sealed class ChangeWindow
{
    public const int DefaultCount = 65_536;
    public const int DefaultBytes = 32 << 20;

    private readonly PublishedChange?[] _ring;
    private readonly long _mostBytes;
    private long _last;
    private long _first = 1;
    private long _bytes;

    /// <param name="mostChanges">Rounded up to a power of two.</param>
    /// <param name="mostBytes">Of the changes' data.</param>
    public ChangeWindow(int mostChanges = DefaultCount, long mostBytes = DefaultBytes)
    {
        _ring = new PublishedChange?[System.Numerics.BitOperations.RoundUpToPowerOf2((uint)mostChanges)];
        _mostBytes = mostBytes;
    }

    /// <summary>Tells that there are new ones; on the writer's thread, so it must be quick.</summary>
    public event Action? Grown;

    /// <summary>The newest revision that is here, or was the newest when the window was empty.</summary>
    public long Last => Volatile.Read(ref _last);

    /// <summary>
    /// Adds to <paramref name="into"/> the changes after that revision, oldest first, at most so many. False if the first of them is
    /// no longer here.
    /// </summary>
    public bool Read(long after, int most, ICollection<PublishedChange> into)
    {
        ArgumentNullException.ThrowIfNull(into);
        var last = Math.Min(Last, after + most);
        for (var revision = after + 1; revision <= last; revision++)
        {
            if (Volatile.Read(ref Slot(revision)) is not { } change || change.Revision != revision)
            {
                // It went while this was reading; what was read before it is whole.
                return revision > after + 1;
            }

            into.Add(change);
        }

        return true;
    }

    /// <summary>Begins empty after that revision.</summary>
    internal void StartAt(long revision)
    {
        Array.Clear(_ring);
        (_first, _bytes) = (revision + 1, 0);
        Volatile.Write(ref _last, revision);
    }

    internal void Add(IEnumerable<PublishedChange> changes)
    {
        foreach (var change in changes)
        {
            if (change.Revision - _first == _ring.Length)
            {
                Drop();
            }

            _bytes += change.Data.Length;
            Volatile.Write(ref Slot(change.Revision), change);
            Volatile.Write(ref _last, change.Revision);
            while (_bytes > _mostBytes && _first < change.Revision)
            {
                Drop();
            }
        }

        Grown?.Invoke();
    }

    private void Drop()
    {
        ref var oldest = ref Slot(_first++);
        _bytes -= oldest?.Data.Length ?? 0;
        Volatile.Write(ref oldest, null);
    }

    private ref PublishedChange? Slot(long revision) => ref _ring[revision & (_ring.Length - 1)];
}
