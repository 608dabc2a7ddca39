using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Event;
using Akka.Hosting;
using CmsOrchestrator.Actors.Clusters;
using CmsOrchestrator.Actors.Feed;
using CmsOrchestrator.Actors.Hosting;
using CmsOrchestrator.Actors.Journal;
using CmsOrchestrator.Actors.Leases;
using CmsOrchestrator.Actors.Nodes;
using CmsOrchestrator.Actors.Settings;
using CmsOrchestrator.Actors.Telemetry;
using CmsOrchestrator.Actors.Tests.Support;
using CmsOrchestrator.Actors.Wire;
using CmsOrchestrator.Model;
using Microsoft.Extensions.Hosting;

namespace CmsOrchestrator.Actors.Tests.Nodes;

/// <summary>
/// A node as the program composes it, but for its storage, with others in one process. Whatever an actor of it is told is written and
/// read on the way, as if it came from another node. Its Call Bridges are away.
/// </summary>
internal sealed class TestNode : IAsyncDisposable
{
    private const string Serialised = """
        akka.loglevel = ERROR
        akka.actor {
          serialize-messages = on
          serializers.akkas-own = "CmsOrchestrator.Actors.Tests.Nodes.AkkasOwn, CmsOrchestrator.Actors.Tests"
          serialization-bindings { "System.Object" = akkas-own }
        }
        """;

    private readonly FakeBridge _bridge = new() { Token = () => new TokenResult.Failed("away") };
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly World _world;
    private readonly IHost _host;
    private IActorRef _registry = ActorRefs.Nobody;

    private TestNode(NodeSettings settings, IFeedStore store, ILeaseTable leases)
    {
        _world = new World(ActorRefs.Nobody, clients: _ => _bridge.Client());
        _world.Readiness.Joins();
        _world.Readiness.FollowOthers();
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddAkka("cms-orchestrator", (akka, _) => akka
            .AddHocon(HoconFile.Load(HoconFile.Base), HoconAddMode.Prepend)
            .ConfigureLoggers(loggers => loggers.ClearLoggers())
            .WithNode(settings, new LeaseSetup(leases, TimeProvider.System, Metrics.Node))
            .AddHocon(Serialised, HoconAddMode.Prepend)
            .WithActors((system, _) => Start(system, settings, store)));
        _host = builder.Build();
    }

    public ActorMetrics Metrics => _world.Runtime.Metrics;

    public NodeDirectory Directory { get; } = new();

    public LocalClusters Clusters { get; } = new();

    public bool IsRecovered => _world.Readiness.IsRecovered;

    /// <summary>Messages that could not be written or read.</summary>
    public IReadOnlyCollection<string> Errors => _errors;

    public static async Task<TestNode> StartAsync(NodeSettings settings, IFeedStore store, ILeaseTable leases, params string[] clusters)
    {
        var node = new TestNode(settings, store, leases);
        await node._host.StartAsync();
        node._registry.Tell(new ConfigureClusters([.. clusters.Select(Settings)]));
        return node;
    }

    /// <summary>Leaves in good order.</summary>
    public Task StopAsync() => _host.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _host.Dispose();
        Metrics.Dispose();
    }

    private void Start(ActorSystem system, NodeSettings settings, IFeedStore store)
    {
        system.EventStream.Subscribe(system.ActorOf(Props.Create(() => new ErrorWatch(_errors))), typeof(Error));
        _world.Runtime.Feed = system.ActorOf(FeedActor.Props(store, _world.View, _world.Runtime), "feed");
        _registry = NodeActors.Start(system, new NodeRuntime(_world.Runtime, Clusters, Directory), settings, "one database", [], new Fate());
    }

    private static CmsClusterSettings Settings(string cluster) => new(
        new ClusterName(cluster), ImmutableSortedDictionary<CallBridgeName, CallBridgeSettings>.Empty.Add(FakeBridge.Settings.Name, FakeBridge.Settings));

    private sealed class ErrorWatch : UntypedActor
    {
        private readonly ConcurrentQueue<string> _errors;

        public ErrorWatch(ConcurrentQueue<string> errors) => _errors = errors;

        protected override void OnReceive(object message)
        {
            if (message is Error { Cause: SerializationException cause })
            {
                _errors.Enqueue(cause.ToString());
            }
        }
    }
}
