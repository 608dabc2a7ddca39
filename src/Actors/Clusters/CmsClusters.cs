using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;
using CmsOrchestrator.Actors.Calls;
using CmsOrchestrator.Actors.Feed;
using CmsOrchestrator.Actors.Hosting;
using CmsOrchestrator.Actors.Settings;
using CmsOrchestrator.Model;

namespace CmsOrchestrator.Actors.Clusters;

/// <summary>
/// Keeps one entity per CMS cluster on a node alone, behind the same message extractor that a shard region uses (design.md, "One
/// node and several"). Says when everything that was recovered is in the feed.
/// </summary>
public sealed class CmsClusters : UntypedActor, IWithTimers
{
    private readonly Dictionary<ClusterName, IReadOnlyList<CallKey>> _toRecover;
    private readonly Runtime _runtime;
    private readonly ClusterMessageExtractor _extractor = new();
    private readonly HashSet<ClusterName> _recovering;
    private readonly Dictionary<ClusterName, IActorRef> _entities = [];
    private readonly Dictionary<ClusterName, CmsClusterSettings> _settings = [];
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private IActorRef? _drainer;

    public CmsClusters(IReadOnlyDictionary<ClusterName, IReadOnlyList<CallKey>> toRecover, Runtime runtime)
    {
        _toRecover = new(toRecover);
        _runtime = runtime;
        _recovering = [.. toRecover.Keys];
    }

    public ITimerScheduler Timers { get; set; } = null!;

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
            case ConfigureClusters or ConfigureCluster when _drainer is not null:
                break;
            case ConfigureClusters configure:
                Configure(configure.Clusters);
                break;
            case ClusterReconciled reconciled:
                Reconciled(reconciled.Cluster);
                break;
            case Terminated terminated:
                OnTerminated(terminated.ActorRef);
                break;
            case RestartDue due:
                // What the one before had published is in the feed before its successor looks there for the calls that it has.
                _runtime.Feed.Tell(new Flush(due.Cluster));
                break;
            case Flushed { Tag: ClusterName cluster }:
                Restart(cluster);
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
                _settings[settings.Name] = settings;
            }
            else
            {
                _settings.Remove(settings.Name);
            }

            Self.Tell(new ConfigureCluster(settings));
        }

        TellIfRecovered();
    }

    private void Reconciled(ClusterName cluster)
    {
        _toRecover.Remove(cluster);
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
            if (_settings.ContainsKey(cluster))
            {
                Timers.StartSingleTimer(cluster, new RestartDue(cluster), _runtime.Settings.ReconnectMinTime);
            }
        }

        StopIfDrained();
    }

    private void Restart(ClusterName cluster)
    {
        if (_settings.TryGetValue(cluster, out var settings) && !_entities.ContainsKey(cluster))
        {
            Self.Tell(new ConfigureCluster(settings));
        }
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
            List<CallKey> toRecover = [.. _toRecover.GetValueOrDefault(cluster, []).Union(Known(cluster))];
            entity = Context.Watch(Context.ActorOf(CmsClusterActor.Props(cluster, toRecover, _runtime), Uri.EscapeDataString(cluster.Value)));
            _entities[cluster] = entity;
        }

        return entity;
    }

    // An entity that failed comes back with whatever its predecessor had.
    private IEnumerable<CallKey> Known(ClusterName cluster) =>
        _runtime.Progress.PersistenceIds.Select(CallPersistenceId.Parse).OfType<(ClusterName Cluster, CallKey Key)>()
            .Where(id => id.Cluster == cluster).Select(id => id.Key);

    /// <summary>Closes every socket, keeps everything; answered with <see cref="Drained"/>.</summary>
    internal sealed record Drain;

    internal sealed class Drained
    {
        public static readonly Drained Instance = new();
    }

    private sealed record RestartDue(ClusterName Cluster);
}

/// <summary>The whole configuration, the first one or another.</summary>
public sealed record ConfigureClusters(IReadOnlyCollection<CmsClusterSettings> Clusters) : INoSerializationVerificationNeeded;
