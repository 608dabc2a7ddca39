using CmsOrchestrator.Model.Subscriptions;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Model.Bridges;

/// <summary>
/// Spreads a bridge's subscriptions over its connections: the call list and as much as fits on the first, a further one when one
/// is full, never more than 100 each. What has a connection keeps it.
/// </summary>
/// <param name="perConnection">Subscriptions on one connection, the call list included.</param>
public sealed class ConnectionSpread(int maxConnections, int perConnection = ProtocolLimits.SubscriptionsPerConnection)
{
    private readonly List<HashSet<Resource>> _connections = [[Resource.Calls]];

    /// <summary>How many connections there are up to the last that carries something, at least one.</summary>
    public int Count => _connections.Count;

    /// <summary>The first connection that carries nothing.</summary>
    public int FirstFree => _connections.FindIndex(c => c.Count == 0) is var place and >= 0 ? place : Count;

    public int MaxConnections => maxConnections;

    /// <summary>How many subscriptions so many connections have room for, the list of calls aside.</summary>
    public int RoomOf(int connections) => (connections * perConnection) - 1;

    /// <summary>Every connection that carries something has all it may have.</summary>
    public bool IsFull => _connections.TrueForAll(c => c.Count == 0 || c.Count >= perConnection);

    /// <summary>What a connection has to carry at this moment: a copy, which may be passed on.</summary>
    public IReadOnlyCollection<Resource> Of(int connection) => connection < _connections.Count ? [.. _connections[connection]] : [];

    public int? Find(Resource resource) => _connections.FindIndex(c => c.Contains(resource)) is var place and >= 0 ? place : null;

    /// <summary>Brings the spread in step, over as many connections as there may be.</summary>
    public IReadOnlyCollection<int> Want(IReadOnlyCollection<Resource> resources) => Want(resources, [.. Enumerable.Range(0, maxConnections)]);

    /// <summary>
    /// Brings the spread in step, over the connections <paramref name="usable"/>, the first among them; gives those whose set changed. What
    /// finds no room is left out: the planner knows the room and asks for no more.
    /// </summary>
    public IReadOnlyCollection<int> Want(IReadOnlyCollection<Resource> resources, IReadOnlyCollection<int> usable)
    {
        ArgumentNullException.ThrowIfNull(resources);
        var wanted = resources.ToHashSet();
        var changed = new SortedSet<int>();
        for (var i = 0; i < _connections.Count; i++)
        {
            if (_connections[i].RemoveWhere(r => r != Resource.Calls && !(usable.Contains(i) && wanted.Contains(r))) > 0)
            {
                changed.Add(i);
            }

            wanted.ExceptWith(_connections[i]);
        }

        var room = new Queue<int>(usable);
        foreach (var resource in wanted)
        {
            while (room.TryPeek(out var full) && full < _connections.Count && _connections[full].Count >= perConnection)
            {
                room.Dequeue();
            }

            if (!room.TryPeek(out var place))
            {
                break;
            }

            while (_connections.Count <= place)
            {
                _connections.Add([]);
            }

            _connections[place].Add(resource);
            changed.Add(place);
        }

        while (_connections.Count > 1 && _connections[^1].Count == 0)
        {
            _connections.RemoveAt(_connections.Count - 1);
            changed.Add(_connections.Count);
        }

        return changed;
    }
}
