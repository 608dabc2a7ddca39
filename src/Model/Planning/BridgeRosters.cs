namespace CmsOrchestrator.Model.Planning;

/// <summary>The rosters that are wanted of one bridge. In order only once somebody asks which of them goes first: mostly nobody does.</summary>
internal sealed class BridgeRosters
{
    private readonly List<(PlanRow Row, int Host)> _wanted = [];
    private SortedSet<Victim>? _order;

    public bool IsOrdered => _order is not null;

    /// <summary>The one that goes first; null where there is none.</summary>
    public Victim? First
    {
        get
        {
            _order ??= [.. _wanted.Select(w => new Victim(w.Row, w.Host))];
            return _order.Count == 0 ? null : _order.Min;
        }
    }

    /// <summary>How many there are.</summary>
    public int Count => _order?.Count ?? _wanted.Count;

    public void Add(PlanRow row, int host)
    {
        if (_order is null)
        {
            _wanted.Add((row, host));
        }
        else
        {
            _order.Add(new Victim(row, host));
        }
    }

    /// <summary>Takes one out of the order, before what decides its place changes.</summary>
    public void Remove(PlanRow row, int host) => _order?.Remove(new Victim(row, host));
}

/// <summary>A roster in the order in which they go: a spare one first, then that of the smallest call.</summary>
internal readonly record struct Victim(PlanRow Row, int Host, bool IsSpare) : IComparable<Victim>
{
    public Victim(PlanRow row, int host)
        : this(row, host, row.IsSpare(host))
    {
    }

    public int CompareTo(Victim other) =>
        IsSpare != other.IsSpare ? (IsSpare ? -1 : 1)
        : other.Row.Order.CompareTo(Row.Order) is var order and not 0 ? order
        : Host.CompareTo(other.Host);
}
