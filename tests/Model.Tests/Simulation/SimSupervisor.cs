using CmsOrchestrator.Model.Clusters;
using CmsOrchestrator.Model.Planning;
using CmsOrchestrator.Model.Subscriptions;

namespace CmsOrchestrator.Model.Tests.Simulation;

/// <summary>
/// Keeps two connections to one bridge: the first carries the list of calls and what fits, the second the rest. What one
/// carried goes over to the other when it is lost.
/// </summary>
internal sealed class SimSupervisor(VirtualTime time, SimBridge bridge, SimOrchestrator orchestrator, int room)
{
    private readonly SimConnection?[] _connections = new SimConnection?[2];
    private readonly Dictionary<Resource, int> _places = [];
    private IReadOnlyCollection<Resource> _wanted = [];

    public CallBridgeName Name => bridge.Name;

    public ClusterState Cluster => orchestrator.Cluster;

    public List<string> Notes { get; } = [];

    public bool IsStopped { get; set; }

    public void Open(int place)
    {
        if (IsStopped)
        {
            return;
        }

        var connection = new SimConnection(time, this, bridge, orchestrator.NextEpoch());
        _connections[place] = connection;
        Cluster.ConnectionOpened(Name, connection.Epoch);
        Cluster.RoomChanged(Name, room);
        Spread();
    }

    public void Closed(SimConnection connection)
    {
        var place = Array.IndexOf(_connections, connection);
        _connections[place] = null;
        foreach (var resource in _places.Where(p => p.Value == place).Select(p => p.Key).ToList())
        {
            _places.Remove(resource);
        }

        var epoch = connection.Epoch;
        new Link(time, 0.02).Send(() =>
        {
            if (!IsStopped)
            {
                Cluster.ConnectionLost(time.Now, Name, epoch);
                Spread();
                time.After(time.Between(0.2, 3), () => Open(place));
            }
        });
    }

    public void Want(IReadOnlyCollection<Resource> resources)
    {
        _wanted = resources;
        Spread();
    }

    public void Break(bool isNoticed) => _connections[time.Random.Next(2)]?.Break(isNoticed);

    public void BreakAll(bool isNoticed)
    {
        foreach (var connection in _connections)
        {
            connection?.Break(isNoticed);
        }
    }

    public void Tick()
    {
        foreach (var connection in _connections.ToList())
        {
            connection?.Tick();
        }
    }

    public void HandOver(InstanceKey instance, CallKey call) => _connections[0]?.HandOver(instance, call);

    public void HandOver(PartKey part)
    {
        foreach (var connection in _connections)
        {
            connection?.HandOver(part);
        }
    }

    private void Spread()
    {
        foreach (var gone in _places.Keys.Except(_wanted).ToList())
        {
            _places.Remove(gone);
        }

        foreach (var resource in _wanted.Where(r => !_places.ContainsKey(r)))
        {
            var place = _connections[1] is not null && (_connections[0] is null || time.Chance(0.5)) ? 1 : 0;
            if (_connections[place] is not null)
            {
                _places[resource] = place;
            }
        }

        for (var i = 0; i < 2; i++)
        {
            var place = i;
            var own = _places.Where(p => p.Value == place).Select(p => p.Key);
            _connections[i]?.Want([.. i == 0 ? own.Prepend(Resource.Calls) : own]);
        }
    }
}
