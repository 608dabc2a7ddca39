using CmsOrchestrator.Model.Subscriptions;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Model.Bridges;

/// <summary>
/// Spreads a bridge's subscriptions over its connections: the call list and as much as fits on the first, a further one when one
/// is full, never more than 100 each. What has a connection keeps it.
/// </summary>
public sealed class ConnectionSpread(int maxConnections)
{
    private readonly List<HashSet<Resource>> _connections = [[Resource.Calls]];

    /// <summary>How many connections are needed, at least one.</summary>
    public int Count => _connections.Count;

    public int MaxConnections => maxConnections;

    public IReadOnlyCollection<Resource> Of(int connection) => connection < _connections.Count ? _connections[connection] : [];

    public int? Find(Resource resource) => _connections.FindIndex(c => c.Contains(resource)) is var place and >= 0 ? place : null;

    /// <summary>
    /// Brings the spread in step; gives the connections whose set changed. What finds no room is left out: the planner knows the
    /// room and asks for no more.
    /// </summary>
    public IReadOnlyCollection<int> Want(IReadOnlyCollection<Resource> resources)
    {
        ArgumentNullException.ThrowIfNull(resources);
        var wanted = resources.ToHashSet();
        var changed = new SortedSet<int>();
        for (var i = 0; i < _connections.Count; i++)
        {
            if (_connections[i].RemoveWhere(r => r != Resource.Calls && !wanted.Contains(r)) > 0)
            {
                changed.Add(i);
            }

            wanted.ExceptWith(_connections[i]);
        }

        var place = 0;
        foreach (var resource in wanted)
        {
            while (place < _connections.Count && _connections[place].Count >= ProtocolLimits.SubscriptionsPerConnection)
            {
                place++;
            }

            if (place == _connections.Count)
            {
                if (place == maxConnections)
                {
                    break;
                }

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
