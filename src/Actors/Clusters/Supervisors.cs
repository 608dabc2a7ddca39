using Akka.Actor;
using Akka.Event;
using CmsOrchestrator.Actors.Bridges;
using CmsOrchestrator.Actors.Hosting;
using CmsOrchestrator.Actors.Settings;
using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Bridges;
using CmsOrchestrator.Model.Views;

namespace CmsOrchestrator.Actors.Clusters;

/// <summary>
/// A cluster's bridge supervisors, brought in step with the configuration: who is new is started, who is gone is stopped, who has
/// other settings is stopped and started again once its sockets are closed, who fails is started again after a pause. The others do
/// not notice.
/// </summary>
internal sealed class Supervisors(ClusterName cluster, Runtime runtime, IUntypedActorContext context, IWithTimers timers)
{
    private readonly Dictionary<CallBridgeName, (IActorRef Actor, CallBridgeSettings Settings, bool IsStopping)> _running = [];
    private readonly Dictionary<CallBridgeName, RestartPauses> _pauses = [];
    private readonly HashSet<CallBridgeName> _pausing = [];
    private readonly ILoggingAdapter _log = context.GetLogger();
    private Dictionary<CallBridgeName, CallBridgeSettings> _wanted = [];
    private int _started;

    public IReadOnlyCollection<CallBridgeName> Names => _wanted.Keys;

    public bool IsEmpty => _running.Count == 0;

    public IActorRef? Find(CallBridgeName bridge) =>
        _running.TryGetValue(bridge, out var running) && !running.IsStopping ? running.Actor : null;

    public void Configure(CmsClusterSettings settings)
    {
        foreach (var (bridge, gone) in _wanted.Where(w => _pausing.Contains(w.Key) && !settings.CallBridges.ContainsKey(w.Key)).ToList())
        {
            _pausing.Remove(bridge);
            timers.Timers.Cancel(bridge);
            Forget(gone);
        }

        _wanted = new(settings.CallBridges);
        Reconcile();
    }

    public void StopAll()
    {
        _wanted = [];
        foreach (var (bridge, running) in _running.ToList())
        {
            Stop(bridge, running);
        }
    }

    /// <summary>The bridge whose supervisor that was; null where it was none.</summary>
    public CallBridgeName? Terminated(IActorRef actor)
    {
        CallBridgeName? stopped = null;
        foreach (var (bridge, running) in _running.Where(r => r.Value.Actor.Equals(actor)).ToList())
        {
            stopped = bridge;
            _running.Remove(bridge);
            if (!running.IsStopping)
            {
                Pause(bridge);
            }
            else if (!_wanted.ContainsKey(bridge))
            {
                Forget(running.Settings);
            }
        }

        Reconcile();
        return stopped;
    }

    /// <summary>The pause of a supervisor that failed is over.</summary>
    public void Restart(CallBridgeName bridge)
    {
        _pausing.Remove(bridge);
        Reconcile();
    }

    private void Pause(CallBridgeName bridge)
    {
        var pause = _pauses[bridge].Failed(runtime.Now);
        _log.Warning("The supervisor of Call Bridge {Cluster}/{CallBridge} failed; it is started again in {PauseMilliseconds} ms", cluster, bridge, (int)pause.TotalMilliseconds);
        _pausing.Add(bridge);
        timers.Timers.StartSingleTimer(bridge, new RestartDue(bridge), pause);
    }

    // The same step for start, change and repair.
    private void Reconcile()
    {
        foreach (var (bridge, running) in _running.ToList())
        {
            if (!_wanted.TryGetValue(bridge, out var wanted) || wanted != running.Settings)
            {
                Stop(bridge, running);
            }
        }

        foreach (var (bridge, settings) in _wanted)
        {
            if (!_running.ContainsKey(bridge) && !_pausing.Contains(bridge))
            {
                PausesOf(bridge).Started(runtime.Now);
                var name = $"bridge-{Uri.EscapeDataString(bridge.Value)}-{++_started}";
                var actor = context.Watch(context.ActorOf(CallBridgeSupervisor.Props(cluster, settings, context.Self, runtime), name));
                _running[bridge] = (actor, settings, false);
            }
        }
    }

    private void Stop(CallBridgeName bridge, (IActorRef Actor, CallBridgeSettings Settings, bool IsStopping) running)
    {
        if (!running.IsStopping)
        {
            _running[bridge] = running with { IsStopping = true };
            running.Actor.Tell(new StopBridge());
        }
    }

    private RestartPauses PausesOf(CallBridgeName bridge)
    {
        if (!_pauses.TryGetValue(bridge, out var pauses))
        {
            var settings = runtime.Settings;
            _pauses[bridge] = pauses = new RestartPauses(settings.ReconnectMinTime, settings.ReconnectMaxTime, settings.HealthyTime);
        }

        return pauses;
    }

    // The last word on a bridge that left the configuration.
    private void Forget(CallBridgeSettings settings)
    {
        var now = runtime.Now;
        _pauses.Remove(settings.Name);
        runtime.Figures.Forget(cluster, settings.Name);
        runtime.Feed.Tell(new Feed.FeedEntry(null, 0, false, [Publication.Of(now, BridgeHealth.Stopped(cluster, settings.Name, settings.Url, now))]));
    }

    internal sealed record RestartDue(CallBridgeName Bridge) : INoSerializationVerificationNeeded;
}
