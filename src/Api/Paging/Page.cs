namespace CmsOrchestrator.Api.Paging;

/// <summary>One page in the making: is offered everything that matches, in order, counts it all and keeps its own part.</summary>
internal sealed class Page<T>(long offset, int limit)
{
    private readonly List<T> _items = [];
    private readonly List<T> _all = [];
    private bool _hasPassed;

    public IReadOnlyList<T> Items => _items;

    /// <summary>How many matched, on this page and on all others.</summary>
    public long Total { get; private set; }

    /// <summary>Whether the next so many items are all before or behind this page: then <see cref="Pass"/> will do.</summary>
    public bool IsElsewhere(int count) => Total + count <= offset || Total >= offset + limit;

    public void Offer(T item)
    {
        _all.Add(item);
        if (Total >= offset && _items.Count < limit)
        {
            _items.Add(item);
        }

        Total++;
    }

    /// <summary>Counts items that match and are not on this page.</summary>
    public void Pass(int count)
    {
        Total += count;
        _hasPassed = true;
        _all.Clear();
    }

    /// <summary>Everything that matched; null where some of it was only counted.</summary>
    public T[]? All => _hasPassed ? null : [.. _all];
}
