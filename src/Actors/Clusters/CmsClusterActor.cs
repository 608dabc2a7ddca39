using System.Diagnostics;
using Akka.Actor;
using Akka.Event;
using CmsOrchestrator.Actors.Calls;
using CmsOrchestrator.Actors.Connections;
using CmsOrchestrator.Actors.Hosting;
using CmsOrchestrator.Actors.Settings;
using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Calls;
using CmsOrchestrator.Model.Clusters;
using CmsOrchestrator.Model.Planning;
using CmsOrchestrator.Model.Subscriptions;

namespace CmsOrchestrator.Actors.Clusters;

/// <summary>
/// One CMS cluster, the unit of placement (design.md, "Actors"): keeps a supervisor for each of its Call Bridges and an aggregate
/// for each of its calls, and carries out what its <see cref="ClusterState"/> decides. All facts pass through here, so nothing of a
/// connection that is lost reaches a call any more.
/// </summary>
internal sealed class CmsClusterActor : UntypedActor, IWithTimers, IClusterEffects
{
    // Sooner than whoever waits for it gives up (OrchestratorActors), so that the feed is flushed all the same.
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(2.5);
    private static readonly TimeSpan MinPlanDelay = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan MaxPlanDelay = TimeSpan.FromMilliseconds(500);

    private readonly ClusterName _cluster;
    private readonly Runtime _runtime;
    private readonly ClusterState _state;
    private readonly Aggregates _aggregates;
    private readonly Supervisors _supervisors;
    private readonly HashSet<CallKey> _unreconciled;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private TimeSpan _planDelay = MinPlanDelay;
    private bool _configured;
    private bool _draining;
    private ActivityContext _trace;

    public CmsClusterActor(ClusterName cluster, IReadOnlyCollection<CallKey> toRecover, Runtime runtime)
    {
        _cluster = cluster;
        _runtime = runtime;
        var settings = runtime.Settings;
        _state = new ClusterState(
            new ClusterSettings(settings.BridgeLossTime, new PlannerSettings(settings.PendingTime, settings.ReconnectMinTime, settings.ReconnectMaxTime))
            {
                MaxCallsPerBridge = settings.MaxCallsPerBridge,
                MaxParticipantsPerBridge = settings.MaxParticipantsPerBridge,
            },
            this);
        _aggregates = new Aggregates(cluster, runtime, Context, this);
        _supervisors = new Supervisors(cluster, runtime, Context, this);
        _unreconciled = [.. toRecover];
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(ClusterName cluster, IReadOnlyCollection<CallKey> toRecover, Runtime runtime) =>
        Akka.Actor.Props.Create(() => new CmsClusterActor(cluster, toRecover, runtime));

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(cause =>
    {
        _log.Error(cause, "An actor of cluster {Cluster} failed; it is started again", _cluster);
        return Directive.Stop;
    });

    protected override void OnReceive(object message)
    {
        var now = _runtime.Now;
        switch (message)
        {
            case ConfigureCluster when _draining:
                break;
            case ConfigureCluster configure:
                Configure(configure.Settings, now);
                break;
            case ClusterMessage told:
                _trace = told.Trace;
                OnTold(told, now);
                _trace = default;
                break;
            case Tick:
                _state.Tick(now);
                break;
            case Due.Plan:
                Plan(now);
                break;
            case Aggregates.RestartDue due:
                _aggregates.Start(due.Call);
                break;
            case Supervisors.RestartDue due:
                _supervisors.Restart(due.Bridge);
                break;
            case Terminated terminated:
                OnTerminated(terminated.ActorRef, now);
                break;
            case DrainCluster:
                _draining = true;
                _supervisors.StopAll();
                Timers.StartSingleTimer(Due.Drain, Due.Drain, DrainTime);
                break;
            case Due.Drain:
                Context.Stop(Self);
                break;
            default:
                Unhandled(message);
                break;
        }

        if (_state.NeedsPlan && !_draining && !Timers.IsTimerActive(Due.Plan))
        {
            Timers.StartSingleTimer(Due.Plan, Due.Plan, _planDelay);
        }

        StopIfDone();
    }

    void IClusterEffects.Tell(CallKey call, CallFact fact, object? origin) => 
        _aggregates.Tell(call, new CallAggregate.Take(fact, origin as IActorRef) { Trace = _trace });

    void IClusterEffects.Confirm(object? origin, int weight) => (origin as IActorRef)?.Tell(new Confirmed(weight));

    void IClusterEffects.HandOverInstance(InstanceKey instance, CallKey call) =>
        _supervisors.Find(instance.Bridge)?.Tell(new HandOverInstance(instance, call));

    void IClusterEffects.HandOverPart(PartKey part) => _supervisors.Find(part.Instance.Bridge)?.Tell(new HandOverPart(part));

    void IClusterEffects.Want(CallBridgeName bridge, IReadOnlyCollection<Resource> resources) =>
        _supervisors.Find(bridge)?.Tell(new Want(resources));

    // A large cluster's plan takes a while: it is made less often, so that facts have most of this actor's time.
    private void Plan(Instant now)
    {
        var start = Stopwatch.GetTimestamp();
        _state.Plan(now);
        var longer = Stopwatch.GetElapsedTime(start) * 8;
        _planDelay = longer < MinPlanDelay ? MinPlanDelay : longer > MaxPlanDelay ? MaxPlanDelay : longer;
    }

    private void Configure(CmsClusterSettings settings, Instant now)
    {
        if (!_configured)
        {
            _configured = true;
            Timers.StartPeriodicTimer(Tick.Instance, Tick.Instance, Tick.IntervalOf(_runtime.Settings));
            foreach (var call in _unreconciled)
            {
                _aggregates.Start(call);
            }

            TellIfReconciled();
        }

        foreach (var bridge in _supervisors.Names.Where(b => !settings.CallBridges.ContainsKey(b)).ToList())
        {
            _state.BridgeRemoved(now, bridge);
        }

        foreach (var bridge in settings.CallBridges.Keys)
        {
            _state.BridgeConfigured(now, bridge);
        }

        _supervisors.Configure(settings);
    }

    private void OnTold(ClusterMessage message, Instant now)
    {
        switch (message)
        {
            case ClusterMessage.CallListTold m:
                _state.CallListTold(m.At, m.Bridge, m.Epoch, m.Updates, Sender);
                break;
            case ClusterMessage.PartTold m:
                _state.PartTold(m.Instance, m.Epoch, m.Fact, m.IsCounted ? Sender : null);
                break;
            case ClusterMessage.Committed m:
                _aggregates.Committed(m);
                break;
            case ClusterMessage.PartState m:
                _state.PartState(m.At, m.Part, m.Epoch, m.State, Sender);
                break;
            case ClusterMessage.RosterSettled m:
                _state.RosterSettled(m.At, m.Instance, m.Epoch, m.Count, m.IsLimit);
                break;
            case ClusterMessage.RosterBeyond m:
                _state.RosterBeyond(m.At, m.Instance, m.Epoch);
                break;
            case ClusterMessage.CallListState m:
                _state.CallListState(m.At, m.Bridge, m.Epoch, m.State);
                break;
            case ClusterMessage.CallListCompleted m:
                _state.CallListCompleted(m.At, m.Bridge, m.Epoch);
                break;
            case ClusterMessage.ConnectionOpened m:
                _state.ConnectionOpened(m.Bridge, m.Epoch);
                break;
            case ClusterMessage.ConnectionLost when _draining:
                // The process stops; what is stale then is said at the next start.
                break;
            case ClusterMessage.ConnectionLost m:
                _state.ConnectionLost(m.At, m.Bridge, m.Epoch);
                break;
            case ClusterMessage.RoomChanged m:
                _state.RoomChanged(m.Bridge, m.Room);
                break;
            case ClusterMessage.InstanceHandedOver m:
                _state.InstanceHandedOver(m.At, m.Instance, m.Epoch, m.Call, m.Listed, m.Removal);
                break;
            case ClusterMessage.RosterHandedOver m:
                _state.RosterHandedOver(m.Whole);
                break;
            case ClusterMessage.AggregateRecovered m:
                _aggregates.StorageWorks();
                _state.AggregateRecovered(now, m.Call, m.Slots);
                break;
            case ClusterMessage.AggregateReconciled m:
                Reconciled(m.Call);
                break;
            case ClusterMessage.AggregateIdle m when !_state.HasInstances(m.Call):
                _aggregates.Stop(m.Call, m.Taken);
                break;
        }
    }

    private void OnTerminated(IActorRef actor, Instant now)
    {
        if (_aggregates.Terminated(actor, _state.HasInstances) is { } call)
        {
            if (_aggregates.FailuresOf(call) >= Aggregates.Patience)
            {
                // One call that cannot be read must not keep all the others from being served.
                Reconciled(call);
            }
        }
        else if (_supervisors.Terminated(actor) is { } bridge && !_draining)
        {
            _state.SupervisorStopped(now, bridge);
        }
    }

    private void Reconciled(CallKey call)
    {
        if (_unreconciled.Remove(call))
        {
            TellIfReconciled();
        }
    }

    private void TellIfReconciled()
    {
        if (_unreconciled.Count == 0)
        {
            Context.Parent.Tell(new ClusterReconciled(_cluster));
        }
    }

    private void StopIfDone()
    {
        // What was acknowledged is written before the process ends.
        if (_supervisors.IsEmpty && (_draining ? !_aggregates.HaveFactsUnderWay : _configured && _state.IsEmpty && _aggregates.IsEmpty))
        {
            Context.Stop(Self);
        }
    }

    private enum Due
    {
        Plan,
        Drain,
    }
}
