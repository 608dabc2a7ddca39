using Akka.Actor;
using Akka.Event;
using CmsOrchestrator.Actors.Feed;
using CmsOrchestrator.Actors.Hosting;
using CmsOrchestrator.Actors.Nodes;
using CmsOrchestrator.Actors.Settings;
using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Views;

namespace CmsOrchestrator.Actors.Clusters;

/// <summary>
/// A CMS cluster on the node that it was given to: takes it over in the storage, which stops whoever had it before, takes its settings
/// from this node's configuration, and runs a <see cref="CmsClusterActor"/>, again with back-off if that fails. When it is to move it closes the sockets,
/// writes what was acknowledged, and is gone. A cluster that this node's configuration does not have is left as it is.
/// </summary>
internal sealed class ClusterEntity : UntypedActor, IWithTimers
{
    // A cluster that moves is waited for by the node that takes it.
    private static readonly TimeSpan FlushTime = TimeSpan.FromSeconds(1.5);

    private readonly ClusterName _cluster;
    private readonly NodeRuntime _node;
    private readonly RestartPauses _pauses;
    private readonly HashSet<IActorRef> _askers = [];
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private CmsClusterSettings? _settings;
    private ClusterTakeover? _takeover;
    private IActorRef? _running;
    private long _term;
    private bool _isTakingOver;
    private bool _isStarted;
    private bool _isEnded;
    private bool _isLeaving;

    public ClusterEntity(ClusterName cluster, NodeRuntime node)
    {
        (_cluster, _node) = (cluster, node);
        var settings = node.Runtime.Settings;
        _pauses = new RestartPauses(settings.ReconnectMinTime, settings.ReconnectMaxTime, settings.HealthyTime);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(ClusterName cluster, NodeRuntime node) => Akka.Actor.Props.Create(() => new ClusterEntity(cluster, node));

    protected override void PreStart()
    {
        Context.System.EventStream.Subscribe(Self, typeof(OwnershipLost));
        _node.Registry.Tell(new ClusterRegistry.Here(_cluster));
    }

    protected override void PostStop() => _node.Clusters.Stopped(_cluster);

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(cause =>
    {
        _log.Error(cause, "CMS cluster {Cluster} failed; it is started again", _cluster);
        return Directive.Stop;
    });

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case StartCluster when !_isLeaving:
                Asked();
                break;
            case ConfigureCluster configure when !_isLeaving:
                Configure(configure);
                break;
            case ClusterTakeover takeover when !_isLeaving:
                (_isTakingOver, _takeover) = (false, takeover);
                Begin();
                break;
            case OwnershipLost lost when lost.Cluster == _cluster && lost.Term >= _term:
                _log.Warning("Another node has taken CMS cluster {Cluster} over; it stops here", _cluster);
                _node.Runtime.Metrics.Node.Displaced();
                Context.Stop(Self);
                break;
            case RestartDue when !_isLeaving:
                Begin();
                break;
            case ClusterReconciled:
                Started();
                break;
            case Terminated:
                OnTerminated();
                break;
            case DrainCluster:
                Leave();
                break;
            case Flushed or FlushDue when _isLeaving:
                _node.Runtime.Metrics.Node.HandedOver();
                Context.Stop(Self);
                break;
        }
    }

    private void Configure(ConfigureCluster configure)
    {
        if (configure.Settings.CallBridges.Count > 0 || !_isEnded)
        {
            _isEnded = false;
            _settings = configure.Settings;
            _running?.Tell(configure);
            Begin();
        }
    }

    private void Asked()
    {
        if (_isStarted)
        {
            Sender.Tell(new ClusterStarted(_cluster));
        }
        else
        {
            _askers.Add(Sender);
        }
    }

    // The same step for the first start and every other: settings first, then the storage, then the cluster.
    private void Begin()
    {
        if (_settings is null || _isEnded || _running is not null || _isTakingOver || Timers.IsTimerActive(RestartDue.Instance))
        {
            return;
        }

        if (_takeover is not { } takeover)
        {
            _isTakingOver = true;
            _node.Runtime.Feed.Tell(new TakeOver(_cluster));
            return;
        }

        (_takeover, _term) = (null, takeover.Term);
        _pauses.Started(_node.Runtime.Now);
        ForgetRemovedBridges(takeover.CallBridges, _settings);
        var runtime = _node.Runtime.With(new Epochs(takeover.EpochStart));
        _running = Context.Watch(Context.ActorOf(CmsClusterActor.Props(_cluster, takeover.ToRecover, runtime), $"term-{takeover.Term}"));
        _running.Tell(new ConfigureCluster(_settings));
        _node.Clusters.Started(_cluster);
        _node.Runtime.Metrics.Node.TookOver();
    }

    private void Started()
    {
        _isStarted = true;
        foreach (var asker in _askers)
        {
            asker.Tell(new ClusterStarted(_cluster));
        }

        _askers.Clear();
    }

    // Bridges that left the configuration while nobody ran the cluster; the others tell of themselves anew.
    private void ForgetRemovedBridges(IEnumerable<CallBridgeView> known, CmsClusterSettings settings)
    {
        var now = _node.Runtime.Now;
        foreach (var bridge in known.Where(bridge => !settings.CallBridges.ContainsKey(bridge.Name)))
        {
            var stopped = bridge with { State = CallBridgeStatus.Stopped, Since = now };
            _node.Runtime.Feed.Tell(new FeedEntry(null, 0, false, [Publication.Of(now, stopped)]));
        }
    }

    private void OnTerminated()
    {
        _running = null;
        _isStarted = false;
        _node.Clusters.Stopped(_cluster);
        if (_isLeaving)
        {
            Flush();
        }
        else if (_settings is { CallBridges.Count: 0 })
        {
            // It left every configuration and has ended its calls. It comes back with the next settings.
            _isEnded = true;
            Started();
        }
        else
        {
            Pause("it stopped");
        }
    }

    private void Pause(string problem)
    {
        var pause = _pauses.Failed(_node.Runtime.Now);
        _log.Warning("CMS cluster {Cluster} is started again in {PauseMilliseconds} ms: {Problem}", _cluster, (int)pause.TotalMilliseconds, problem);
        Timers.StartSingleTimer(RestartDue.Instance, RestartDue.Instance, pause);
    }

    private void Leave()
    {
        _isLeaving = true;
        if (_running is { } running)
        {
            running.Tell(new DrainCluster());
        }
        else
        {
            Context.Stop(Self);
        }
    }

    private void Flush()
    {
        _node.Runtime.Feed.Tell(new Flush(_cluster));
        Timers.StartSingleTimer(FlushDue.Instance, FlushDue.Instance, FlushTime);
    }

    private sealed class RestartDue : INoSerializationVerificationNeeded
    {
        public static readonly RestartDue Instance = new();
    }

    private sealed class FlushDue : INoSerializationVerificationNeeded
    {
        public static readonly FlushDue Instance = new();
    }
}
