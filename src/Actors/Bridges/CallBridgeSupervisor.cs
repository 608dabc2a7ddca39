using Akka.Actor;
using Akka.Event;
using CmsOrchestrator.Actors.Clusters;
using CmsOrchestrator.Actors.Connections;
using CmsOrchestrator.Actors.Feed;
using CmsOrchestrator.Actors.Hosting;
using CmsOrchestrator.Actors.Settings;
using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Bridges;
using CmsOrchestrator.Model.Subscriptions;
using CmsOrchestrator.Model.Views;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Actors.Bridges;

/// <summary>
/// Keeps the event connections of one Call Bridge (design.md, "Actors"): spreads what is wanted over them, says how much room there
/// is, and publishes the bridge's health as people read it.
/// </summary>
internal sealed class CallBridgeSupervisor : UntypedActor, IWithTimers
{
    private readonly BridgeIdentity _identity;
    private readonly ConnectionSpread _spread;
    private readonly BridgeHealth _health;
    private readonly BridgeConnections _connections;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private IReadOnlyCollection<Resource> _wanted = [];
    private int _usable;
    private bool _stopping;

    public CallBridgeSupervisor(BridgeIdentity identity)
    {
        _identity = identity;
        _spread = new ConnectionSpread(identity.Bridge.MaxConnections);
        _health = new BridgeHealth(identity.Cluster, identity.Bridge, identity.Runtime.Now);
        _connections = new BridgeConnections(identity, _spread, _health, Context, this);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    private Runtime Runtime => _identity.Runtime;

    public static Props Props(ClusterName cluster, CallBridgeSettings bridge, IActorRef clusterActor, Runtime runtime)
    {
        var identity = new BridgeIdentity(cluster, bridge, clusterActor, runtime);
        return Akka.Actor.Props.Create(() => new CallBridgeSupervisor(identity));
    }

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(cause =>
    {
        _log.Error(cause, "A connection of {CallBridge} failed", _identity);
        return Directive.Stop;
    });

    protected override void PreStart()
    {
        _ = Runtime.Figures.Of(_identity.Cluster, _identity.Name); // from the start there is something to count from
        UpdateRoom();
        Publish();
        _connections.Reconcile();
    }

    protected override void PostStop() => _connections.Slots.Abandon();

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Want want:
                _wanted = want.Resources;
                Spread();
                break;
            case BridgeConnections.Attempted attempted:
                _connections.OnAttempted(attempted);
                break;
            case BridgeConnections.RetryDue due:
                _connections.OnRetry(due);
                break;
            case ConnectionAnswered answered:
                _connections.OnAnswered(answered);
                break;
            case ConnectionRefused refused:
                _connections.OnRefused(refused);
                break;
            case ConnectionReport report:
                _connections.OnReport(report);
                break;
            case ConnectionNote note:
                _health.Note(note.Problem);
                Runtime.Figures.Of(_identity.Cluster, _identity.Name).CountOddities(note.Count);
                break;
            case ConnectionBeyond beyond:
                _log.Warning("Call Bridge {CallBridge}: {Problem}", _identity, beyond.Problem);
                break;
            case ConnectionClosed closed:
                _connections.OnClosed(closed);
                break;
            case Terminated terminated:
                _connections.OnTerminated(terminated.ActorRef);
                break;
            case HandOverInstance handOver:
                Forward(Resource.Calls, handOver);
                break;
            case HandOverPart handOver:
                Forward(handOver.Resource, handOver);
                break;
            case PublishDue:
                break;
            case StopBridge:
                _stopping = true;
                _connections.Stop();
                break;
            default:
                Unhandled(message);
                break;
        }

        UpdateRoom();
        Publish();
        if (_stopping && _connections.Slots.AreGone)
        {
            Context.Stop(Self);
        }
    }

    private void Spread()
    {
        foreach (var number in _spread.Want(_wanted, _usable))
        {
            if (number < _spread.Count)
            {
                _connections.Slots.Connection(number)?.Tell(new Want(_spread.Of(number)));
            }
        }

        _connections.Reconcile();
    }

    private void Forward(Resource resource, object message)
    {
        if (_spread.Find(resource) is { } number)
        {
            _connections.Slots.Connection(number)?.Forward(message);
        }
    }

    // What a connection that does not come about was to carry is spread anew.
    private void UpdateRoom()
    {
        var usable = _connections.Slots.Usable;
        if (usable != _usable)
        {
            _usable = usable;
            Spread();
            _identity.ClusterActor.Tell(
                new ClusterMessage.RoomChanged(_identity.Name, (usable * ProtocolLimits.SubscriptionsPerConnection) - 1));
        }
    }

    private void Publish()
    {
        _health.Connections = _connections.Slots.Answered;
        _health.Subscriptions = _connections.Slots.Subscriptions;
        if (_health.TakeView(Runtime.Now) is { } view)
        {
            var figure = Runtime.Figures.Of(_identity.Cluster, _identity.Name);
            var told = view with { LastMessageAt = figure.LastMessageAt, MessagesReceived = figure.MessagesReceived };
            Runtime.Feed.Tell(new FeedEntry(null, 0, false, [Publication.Of(Runtime.Now, told)]));
        }
        else if (_health.IsDirty && !Timers.IsTimerActive(PublishDue.Instance))
        {
            Timers.StartSingleTimer(PublishDue.Instance, PublishDue.Instance, BridgeHealth.PublishInterval);
        }
    }

    private sealed class PublishDue : INoSerializationVerificationNeeded
    {
        public static readonly PublishDue Instance = new();
    }
}

/// <summary>The bridge left the configuration, or its settings are others now, or the process stops: sockets are closed with 1000 first.</summary>
internal sealed record StopBridge : INoSerializationVerificationNeeded;
