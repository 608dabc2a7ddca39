using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;
using CmsOrchestrator.Actors.Calls;
using CmsOrchestrator.Actors.Hosting;
using CmsOrchestrator.Actors.Settings;
using CmsOrchestrator.Model;

namespace CmsOrchestrator.Actors.Clusters;

/// <summary>
/// Keeps one entity per CMS cluster on a node alone, behind the same message extractor that a shard region uses (design.md, "One
/// node and several"). Says when everything that was recovered is in the feed.
/// </summary>
public sealed class CmsClusters : UntypedActor
{
    private readonly Dictionary<ClusterName, IReadOnlyList<CallKey>> _toRecover;
    private readonly Runtime _runtime;
    private readonly ClusterMessageExtractor _extractor = new();
    private readonly HashSet<ClusterName> _recovering;
    private readonly Dictionary<ClusterName, IActorRef> _entities = [];
    private readonly HashSet<ClusterName> _configured = [];
    private readonly Dictionary<ClusterName, CmsClusterSettings> _waiting = [];
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private IActorRef? _drainer;

    public CmsClusters(IReadOnlyDictionary<ClusterName, IReadOnlyList<CallKey>> toRecover, Runtime runtime)
    {
        _toRecover = new(toRecover);
        _runtime = runtime;
        _recovering = [.. toRecover.Keys];
    }

    public static Props Props(IReadOnlyDictionary<ClusterName, IReadOnlyList<CallKey>> toRecover, Runtime runtime) =>
        Akka.Actor.Props.Create(() => new CmsClusters(toRecover, runtime));

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(cause =>
    {
        _log.Error(cause, "A CMS cluster failed; it is started again");
        return Directive.Stop;
    });

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case ConfigureClusters configure:
                Configure(configure.Clusters);
                break;
            case ClusterReconciled reconciled:
                Reconciled(reconciled.Cluster);
                break;
            case Terminated terminated:
                OnTerminated(terminated.ActorRef);
                break;
            case Drain:
                _drainer = Sender;
                foreach (var entity in _entities.Values)
                {
                    entity.Tell(new DrainCluster());
                }

                StopIfDrained();
                break;
            case var envelope when _extractor.EntityId(envelope) is { } name:
                Entity(new ClusterName(name)).Forward(_extractor.EntityMessage(envelope));
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Configure(IReadOnlyCollection<CmsClusterSettings> clusters)
    {
        var gone = _entities.Keys.Concat(_recovering).Where(c => clusters.All(s => s.Name != c)).Distinct().ToList();
        foreach (var settings in clusters.Concat(gone.Select(c => new CmsClusterSettings(c, ImmutableSortedDictionary<CallBridgeName, CallBridgeSettings>.Empty))))
        {
            if (settings.CallBridges.Count > 0)
            {
                _waiting[settings.Name] = settings;
                _configured.Add(settings.Name);
            }
            else
            {
                _waiting.Remove(settings.Name);
                _configured.Remove(settings.Name);
            }

            Self.Tell(new ConfigureCluster(settings));
        }

        TellIfRecovered();
    }

    private void Reconciled(ClusterName cluster)
    {
        if (_recovering.Remove(cluster))
        {
            TellIfRecovered();
        }
    }

    private void TellIfRecovered()
    {
        if (_recovering.Count == 0)
        {
            _runtime.Readiness.Recovered();
        }
    }

    private void OnTerminated(IActorRef actor)
    {
        foreach (var (cluster, _) in _entities.Where(e => e.Value.Equals(actor)).ToList())
        {
            _entities.Remove(cluster);
            if (_drainer is null && _waiting.TryGetValue(cluster, out var settings))
            {
                Self.Tell(new ConfigureCluster(settings));
            }
        }

        StopIfDrained();
    }

    private void StopIfDrained()
    {
        if (_drainer is { } drainer && _entities.Count == 0)
        {
            drainer.Tell(Drained.Instance);
        }
    }

    private IActorRef Entity(ClusterName cluster)
    {
        if (!_entities.TryGetValue(cluster, out var entity))
        {
            var toRecover = _toRecover.Remove(cluster, out var calls) ? calls : Known(cluster);
            entity = Context.Watch(Context.ActorOf(CmsClusterActor.Props(cluster, toRecover, _runtime), Uri.EscapeDataString(cluster.Value)));
            _entities[cluster] = entity;
        }

        return entity;
    }

    // An entity that failed comes back with whatever its predecessor had.
    private List<CallKey> Known(ClusterName cluster) =>
    [
        .. _runtime.Progress.PersistenceIds.Select(CallAggregate.Parse).OfType<(ClusterName Cluster, CallKey Key)>()
            .Where(id => id.Cluster == cluster).Select(id => id.Key),
    ];

    /// <summary>Closes every socket, keeps everything; answered with <see cref="Drained"/>.</summary>
    internal sealed record Drain;

    internal sealed class Drained
    {
        public static readonly Drained Instance = new();
    }
}

/// <summary>The whole configuration, the first one or another.</summary>
public sealed record ConfigureClusters(IReadOnlyCollection<CmsClusterSettings> Clusters);
