using System.Collections.Immutable;
using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Connections;
using CmsOrchestrator.Model.Planning;
using CmsOrchestrator.Model.Subscriptions;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Simulation;

/// <summary>Our end of one connection: its session, and a subscription for each index, as its actor has them.</summary>
internal sealed class SimConnection : IConnectionEffects
{
    private readonly SimProcess _process;
    private readonly SimSupervisor _owner;
    private readonly int _number;
    private readonly ConnectionSession _session;
    private readonly Dictionary<int, SimSubscription> _subscriptions = [];
    private bool _isClosing;

    public SimConnection(SimProcess process, SimSupervisor owner, int number, Epoch epoch, Tolerance tolerance)
    {
        (_process, _owner, _number, Epoch) = (process, owner, number, epoch);
        Inbox = process.Mailbox(0.01);
        Socket = new SimSocket(process.Time, owner.Bridge, this);
        _session = new ConnectionSession(process.ConnectionSettings, tolerance, this, process.Now);
        process.Connections[epoch] = this;
        process.World.Sockets[epoch] = Socket;
        Tick();
    }

    public Epoch Epoch { get; }

    public ProcessMailbox Inbox { get; }

    public SimSocket Socket { get; }

    /// <summary>In virtual milliseconds; null while it is open.</summary>
    public long? ClosedAt { get; private set; }

    public void Want(IReadOnlyCollection<Resource> resources) => Inbox.Send(() => _session.Want(_process.Now, resources));

    public void Receive(ServerMessage message) => Turn(() => _session.Receive(_process.Now, message));

    public void ReceiveMalformed(MalformedMessage malformed) => Turn(() => _session.ReceiveMalformed(_process.Now, malformed));

    /// <summary>The socket has ended: after what came over it before.</summary>
    public void Ended(CloseCause cause, string why) => Turn(() => Close(cause, why));

    /// <summary>Our own choice: polite.</summary>
    public void Stop() => Turn(Finish);

    public void HandOver(InstanceKey instance, CallKey call) =>
        _subscriptions.Values.FirstOrDefault(s => s.Resource == Resource.Calls)?.HandOver(instance, call);

    public void HandOver(PartKey part)
    {
        var resource = Resource.Of(part);
        _subscriptions.Values.FirstOrDefault(s => s.Resource == resource)?.HandOver(part);
    }

    public void SendSubscribeRequest(long messageId, ImmutableArray<SubscriptionSpec> subscriptions) =>
        Socket.ToServer(s => s.Subscribe(messageId, subscriptions));

    public void SendAck(long messageId)
    {
    }

    public void Answered() => _owner.Answered(_number);

    public void Refused() => _owner.Refused(_number);

    public void SubscriptionStarted(int index, Resource resource) =>
        _subscriptions[index] = new SimSubscription(_process, _owner.Cluster, _owner.Bridge.Name, Epoch, resource);

    public void SubscriptionStateChanged(int index, string state)
    {
        _subscriptions[index].StateChanged(state);
        if (state == SubscriptionWords.Deactivated)
        {
            _subscriptions.Remove(index);
        }
    }

    public void Deliver(int index, ServerMessage message) => _subscriptions[index].Told(message);

    public void SnapshotQuiet(int index) => _subscriptions[index].Settled(isLimit: false);

    public void SnapshotLimit(int index) => _subscriptions[index].Settled(isLimit: true);

    public void SubscriptionDropped(int index) => _subscriptions.Remove(index);

    public void Note(string problem) => _process.World.Trace($"{_owner.Bridge}: {problem}");

    public void Close(CloseCause cause, string why)
    {
        if (!_isClosing)
        {
            _process.World.Resyncs += cause == CloseCause.Doubt ? 1 : 0;
            _owner.Closed(_number, cause, why);
            Finish();
        }
    }

    private void Turn(Action turn) => Inbox.Send(() =>
    {
        if (!_isClosing)
        {
            turn();
        }
    });

    private void Finish()
    {
        _isClosing = true;
        ClosedAt = _process.Time.Now.Milliseconds;
        _process.After(_process.Time.Between(0, 0.1), () =>
        {
            Socket.Reset();
            _owner.Terminated(_number);
        });
    }

    private void Tick() => _process.After(TimeSpan.FromSeconds(0.25), () =>
    {
        if (!_isClosing)
        {
            Turn(() => _session.Tick(_process.Now));
            Tick();
        }
    });
}
