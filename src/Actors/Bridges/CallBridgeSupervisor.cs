using Akka.Actor;
using Akka.Event;
using CmsOrchestrator.Actors.Connections;
using CmsOrchestrator.Actors.Hosting;
using CmsOrchestrator.Actors.Settings;
using CmsOrchestrator.Actors.Views;
using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Bridges;
using CmsOrchestrator.Model.Subscriptions;

namespace CmsOrchestrator.Actors.Bridges;

/// <summary>
/// Keeps the event connections of one Call Bridge (design.md, "Actors"): feeds what becomes of them to <see cref="BridgeConnections"/> and
/// carries out what those decide.
/// </summary>
internal sealed partial class CallBridgeSupervisor : UntypedActor, IWithTimers, IBridgeEffects
{
    private readonly BridgeIdentity _identity;
    private readonly ConnectionSpread _spread;
    private readonly BridgeConnections _bridge;
    private readonly ConnectionPlaces _places = new();
    private readonly BridgeFigure _figure;
    private readonly ILoggingAdapter _log = Context.GetLogger();

    public CallBridgeSupervisor(BridgeIdentity identity)
    {
        _identity = identity;
        _figure = Runtime.Figures.Of(identity.Cluster, identity.Name); // from the start there is something to count from
        _spread = new ConnectionSpread(identity.Bridge.MaxConnections);
        var settings = Runtime.Settings;
        _bridge = new BridgeConnections(
            new ReconnectSettings(settings.ReconnectMinTime, settings.ReconnectMaxTime, settings.HealthyTime),
            _spread, new BridgeHealth(identity.Cluster, identity.Name, identity.Bridge.Url, Now), Random.Shared.NextDouble, this);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    private Runtime Runtime => _identity.Runtime;

    private Instant Now => Runtime.Now;

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

    protected override void PreStart() => _bridge.Start(Now);

    protected override void PostStop() => _places.Abandon();

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Want want:
                _bridge.Want(Now, want.Resources);
                break;
            case Attempted { Result: AttemptResult.Opened opened } attempted:
                _bridge.Opened(Now, new SocketOpened(attempted.Number, attempted.Attempt, opened.Socket));
                break;
            case Attempted { Result: AttemptResult.Failed failed } attempted:
                _bridge.Failed(Now, attempted.Number, attempted.Attempt, failed.Status, failed.Problem);
                break;
            case RetryDue due:
                _bridge.RetryDue(Now, due.Number, Runtime.Readiness.StorageProblem);
                break;
            case ConnectionAnswered answered:
                _bridge.Answered(Now, answered.Number);
                break;
            case ConnectionRefused refused:
                _bridge.Refused(Now, refused.Number);
                break;
            case ConnectionReport report:
                _bridge.Reported(Now, report.Number, report.Subscriptions, report.List);
                break;
            case ConnectionNote note:
                _figure.CountOddities(note.Count);
                _bridge.Noted(Now, note.Problem);
                break;
            case ConnectionBeyond beyond:
                _log.Warning("Call Bridge {CallBridge}: {Problem}", _identity, beyond.Problem);
                break;
            case ConnectionClosed closed:
                _bridge.Closed(Now, closed.Number, closed.Cause, closed.Why);
                break;
            case Terminated terminated when _places.Vacate(terminated.ActorRef) is { } number:
                _bridge.Ended(Now, number);
                break;
            case HandOverInstance handOver:
                Forward(Resource.Calls, handOver);
                break;
            case HandOverPart handOver:
                Forward(handOver.Resource, handOver);
                break;
            case HealthDue:
                _bridge.PublishDue(Now);
                break;
            case StopBridge:
                _bridge.Stop(Now);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Forward(Resource resource, object message)
    {
        if (_spread.Find(resource) is { } number)
        {
            _places.Connection(number)?.Forward(message);
        }
    }
}

/// <summary>The bridge left the configuration, or its settings are others now, or the process stops: sockets are closed with 1000 first.</summary>
internal sealed record StopBridge : INoSerializationVerificationNeeded;
