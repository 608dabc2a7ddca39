using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Bridges;
using CmsOrchestrator.Model.Connections;
using CmsOrchestrator.Model.Planning;
using CmsOrchestrator.Model.Subscriptions;
using CmsOrchestrator.Model.Views;

namespace CmsOrchestrator.Simulation;

/// <summary>Carries out what the connections of one bridge decide, as their actor does: attempts and pauses in virtual time.</summary>
internal sealed class SimSupervisor : IBridgeEffects
{
    private readonly SimProcess _process;
    private readonly ConnectionSpread _spread;
    private readonly BridgeConnections _bridge;
    private readonly Dictionary<int, SimConnection> _connections = [];

    public SimSupervisor(SimProcess process, SimCluster cluster, SimBridge bridge)
    {
        (_process, Cluster, Bridge) = (process, cluster, bridge);
        Inbox = process.Mailbox(0.01);
        _spread = new ConnectionSpread(process.World.Shape.MaxConnections, process.World.Shape.PerConnection);
        _bridge = new BridgeConnections(
            new ReconnectSettings(World.ReconnectMin, World.ReconnectMax, World.Healthy), _spread,
            new BridgeHealth(cluster.Name, bridge.Name, Url, process.Now), () => process.Time.Between(0, 1).TotalSeconds, this);
    }

    public SimBridge Bridge { get; }

    public SimCluster Cluster { get; }

    public ProcessMailbox Inbox { get; }

    public IEnumerable<SimConnection> Connections => _connections.Values;

    /// <summary>Its health, as it was told last.</summary>
    public CallBridgeView? Health { get; private set; }

    private static Uri Url { get; } = new("https://bridge.example.net");

    public void Start() => Turn(b => b.Start(_process.Now));

    public void Stop() => Turn(b => b.Stop(_process.Now));

    public void CloseSockets()
    {
        foreach (var connection in Connections)
        {
            connection.Socket.Reset();
        }
    }

    public void Want(IReadOnlyCollection<Resource> resources) => Turn(b => b.Want(_process.Now, resources));

    public void HandOver(InstanceKey instance, CallKey call) => Forward(Resource.Calls, c => c.HandOver(instance, call));

    public void HandOver(PartKey part) => Forward(Resource.Of(part), c => c.HandOver(part));

    public void Answered(int number) => Turn(b => b.Answered(_process.Now, number));

    public void Refused(int number) => Turn(b => b.Refused(_process.Now, number));

    public void Closed(int number, CloseCause cause, string why) => Turn(b => b.Closed(_process.Now, number, cause, why));

    /// <summary>The connection's actor has stopped.</summary>
    public void Terminated(int number) => Turn(b =>
    {
        b.Ended(_process.Now, number);
        _connections.Remove(number);
    });

    void IBridgeEffects.Attempt(int number, int attempt) => _process.After(_process.Pace.Next(_process.Now) + _process.Time.Between(0.01, 0.3), () => Turn(b =>
    {
        if (Problem() is { } problem)
        {
            b.Failed(_process.Now, number, attempt, problem, $"{problem}");
        }
        else
        {
            b.Opened(_process.Now, new AttemptOpened(number, attempt));
        }
    }));

    void IBridgeEffects.Abandon(int number)
    {
    }

    void IBridgeEffects.Open(AttemptOpened opened, Tolerance tolerance, IReadOnlyCollection<Resource> wanted)
    {
        var epoch = _process.NextEpoch();
        Cluster.Turn(s => s.ConnectionOpened(Bridge.Name, epoch));
        var connection = new SimConnection(_process, this, opened.Number, epoch, tolerance);
        _connections.Add(opened.Number, connection);
        connection.Want(wanted);
        Breach.Unless(_connections.Count <= _process.World.Shape.MaxConnections, $"{Bridge}: {_connections.Count} connections");
    }

    // A socket comes into being when it is kept.
    void IBridgeEffects.Discard(AttemptOpened opened)
    {
    }

    void IBridgeEffects.Want(int number, IReadOnlyCollection<Resource> wanted) => _connections[number].Want(wanted);

    void IBridgeEffects.Close(int number) => _connections[number].Stop();

    void IBridgeEffects.Pause(int number, TimeSpan pause) => _process.After(pause, () => Turn(b =>
        b.RetryDue(_process.Now, number, _process.World.IsFeedStalled ? "the feed stands still" : null)));

    void IBridgeEffects.Lost(int number)
    {
        var (at, epoch) = (_process.Now, _connections[number].Epoch);
        Cluster.Turn(s => s.ConnectionLost(at, Bridge.Name, epoch));
    }

    void IBridgeEffects.RoomChanged(int room) => Cluster.Turn(s => s.RoomChanged(Bridge.Name, room));

    void IBridgeEffects.Connected(int failures, TimeSpan failing) => _process.World.Trace($"{Bridge} is connected, after {failures} failures");

    void IBridgeEffects.ConnectionFailed(int number, CloseCause cause, string why) =>
        _process.World.Trace($"{Bridge} connection {number} is lost: {cause}, {why}");

    void IBridgeEffects.AttemptFailed(string problem) => _process.World.Trace($"{Bridge}: {problem}");

    void IBridgeEffects.Publish(CallBridgeView view) => Health = view;

    void IBridgeEffects.PublishAfter(TimeSpan pause) => _process.After(pause, () => Turn(b => b.PublishDue(_process.Now)));

    void IBridgeEffects.Gone() => Cluster.Gone(this);

    private CallBridgeStatus? Problem() =>
        Bridge.Faults[Fault.Down] ? CallBridgeStatus.BackingOff
        : Bridge.Faults[Fault.RefusesTokens] ? CallBridgeStatus.Unauthorized
        : Bridge.Faults[Fault.RefusesUpgrades] || !Bridge.HasRoomForAConnection ? CallBridgeStatus.Refused
        : null;

    private void Forward(Resource resource, Action<SimConnection> forward) => Turn(_ =>
    {
        if (_spread.Find(resource) is { } number && _connections.TryGetValue(number, out var connection))
        {
            connection.Inbox.Send(() => forward(connection));
        }
    });

    private void Turn(Action<BridgeConnections> turn) => Inbox.Send(() => turn(_bridge));
}
