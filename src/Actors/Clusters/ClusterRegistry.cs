using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;
using CmsOrchestrator.Actors.Nodes;
using CmsOrchestrator.Actors.Settings;
using CmsOrchestrator.Model;

namespace CmsOrchestrator.Actors.Clusters;

/// <summary>
/// Keeps every CMS cluster of this node's configuration running, on whichever node, by asking for it again and again; gives those that run
/// here their settings. A cluster that left the configuration of every node is ended by the node that runs it.
/// </summary>
internal sealed class ClusterRegistry : UntypedActor, IWithTimers
{
    // A CMS cluster that another node gave back stands still until somebody asks.
    private static readonly TimeSpan AskInterval = TimeSpan.FromSeconds(0.5);

    // A CMS cluster that moves is there again sooner.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly NodeRuntime _node;
    private readonly NodeName _self;
    private readonly HashSet<ClusterName> _left;
    private readonly HashSet<ClusterName> _started = [];
    private readonly HashSet<ClusterName> _strange = [];
    private readonly Dictionary<ClusterName, IActorRef> _here = [];
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private ImmutableDictionary<ClusterName, CmsClusterSettings> _configured = ImmutableDictionary<ClusterName, CmsClusterSettings>.Empty;
    private IActorRef? _region;
    private bool _isConfigured;
    private long? _asked;

    /// <param name="known">The clusters that the storage knows of: one of them that is in no configuration is to be ended.</param>
    public ClusterRegistry(NodeRuntime node, NodeName self, IEnumerable<ClusterName> known)
    {
        (_node, _self) = (node, self);
        _left = [.. known];
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(NodeRuntime node, NodeName self, IEnumerable<ClusterName> known) =>
        Akka.Actor.Props.Create(() => new ClusterRegistry(node, self, known));

    protected override void PreStart() => Timers.StartPeriodicTimer(Due.Ask, Due.Ask, AskInterval);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Region region:
                _region = region.Actor;
                Ask();
                break;
            case ConfigureClusters configure:
                Configure(configure.Clusters);
                break;
            case Here here:
                _here[here.Cluster] = Context.Watch(Sender);
                Settle(here.Cluster);
                break;
            case Terminated terminated:
                foreach (var (cluster, _) in _here.Where(entity => entity.Value.Equals(terminated.ActorRef)).ToList())
                {
                    _here.Remove(cluster);
                }

                break;
            case ClusterStarted started:
                Started(started.Cluster);
                break;
            case Due.Ask:
                Ask();
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Configure(IReadOnlyCollection<CmsClusterSettings> clusters)
    {
        var before = _configured;
        _configured = clusters.ToImmutableDictionary(cluster => cluster.Name);
        _left.UnionWith(before.Keys);
        _left.ExceptWith(_configured.Keys);
        _isConfigured = true;
        _node.Clusters.Configure(clusters);
        foreach (var cluster in _here.Keys)
        {
            Settle(cluster);
        }

        Ask();
    }

    // What is in no configuration is ended; what is only in others' is theirs to run, and left as it is until it has moved there.
    private void Settle(ClusterName cluster)
    {
        if (!_isConfigured)
        {
            return;
        }

        if (_configured.TryGetValue(cluster, out var settings))
        {
            _strange.Remove(cluster);
            _here[cluster].Tell(new ConfigureCluster(settings));
        }
        else if (!_node.Nodes.ConfiguredElsewhere(_self).Contains(cluster))
        {
            _here[cluster].Tell(new ConfigureCluster(new CmsClusterSettings(cluster, ImmutableSortedDictionary<CallBridgeName, CallBridgeSettings>.Empty)));
        }
        else if (_strange.Add(cluster))
        {
            _log.Warning("CMS cluster {Cluster} is in the configuration of other nodes, but not of this one: it waits for a node that has it", cluster);
        }
    }

    private void Ask()
    {
        if (_region is null || !_isConfigured || !_node.Nodes.IsMember(_self))
        {
            return;
        }

        _asked ??= _node.Runtime.Time.GetTimestamp();
        foreach (var cluster in _configured.Keys.Concat(_left))
        {
            _region.Tell(new StartCluster(cluster));
        }

        if (_node.Runtime.Time.GetElapsedTime(_asked.Value) >= Patience)
        {
            TakeTheirWord();
        }

        foreach (var cluster in _here.Keys.Where(cluster => !_configured.ContainsKey(cluster)))
        {
            Settle(cluster);
        }
    }

    // A request waits for good where the shards' coordinator went, and the next one has put the CMS cluster on another node than the one that
    // runs it: without its lease it does not begin there. Whoever runs it says so, too.
    private void TakeTheirWord()
    {
        foreach (var cluster in _configured.Keys.Where(cluster => !_started.Contains(cluster) && _node.Nodes.IsRunning(cluster)))
        {
            Started(cluster);
        }
    }

    private void Started(ClusterName cluster)
    {
        _started.Add(cluster);
        if (!_node.Nodes.ConfiguredElsewhere(_self).Contains(cluster))
        {
            _left.Remove(cluster);
        }

        if (_configured.Keys.All(_started.Contains))
        {
            _node.Runtime.Readiness.Recovered();
        }
    }

    /// <summary>The shard region, once there is one.</summary>
    internal sealed record Region(IActorRef Actor) : INoSerializationVerificationNeeded;

    /// <summary>An entity has begun on this node and wants its settings.</summary>
    internal sealed record Here(ClusterName Cluster) : INoSerializationVerificationNeeded;

    private enum Due
    {
        Ask,
    }
}
