using System.Collections.Immutable;
using Akka.Actor;
using CmsOrchestrator.Actors.Clusters;
using CmsOrchestrator.Actors.Feed;
using CmsOrchestrator.Actors.Settings;
using CmsOrchestrator.Actors.Wire;
using CmsOrchestrator.Actors.Tests.Feed;
using CmsOrchestrator.EndToEnd.Tests;
using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Views;
using CmsOrchestrator.Simulator;

namespace CmsOrchestrator.Actors.Tests.Support;

/// <summary>A test of the whole actor tree over real sockets to one simulated cluster, and over the real storage.</summary>
public abstract class SiteTest : StorageTest, IAsyncLifetime
{
    private FeedStore _store = null!;

    private protected SiteTest(IStorePlace? place = null)
        : base(place ?? new SqlitePlace())
    {
    }

    private protected SimulatedDeployment Site { get; private set; } = null!;

    private protected SimulatedCluster Cluster => Site.Clusters[0];

    private protected World World { get; private set; } = null!;

    private protected IActorRef Clusters { get; private set; } = null!;

    private protected ReadModel View => World.View.Current;

    public async Task InitializeAsync()
    {
        Site = await SimulatedDeployment.StartAsync(new SimulatedDeploymentOptions { BridgesPerCluster = 3 });
        _store = Place.Open(TimeProvider.System);
        var start = _store.Start(Instant.Of(TimeProvider.System.GetUtcNow()));
        World = new World(ActorRefs.Nobody, clients: bridge => new CallBridgeClient(bridge, TimeSpan.FromSeconds(10)));
        World.View.Swap(ReadModel.Restore(start.Revision, start.Live));
        World.Runtime.Feed = Sys.ActorOf(FeedActor.Props(_store, World.View, World.Runtime), "feed");
        Clusters = Sys.ActorOf(CmsClusters.Props(ImmutableDictionary<ClusterName, IReadOnlyList<CallKey>>.Empty, World.Runtime), "cms-clusters");
    }

    public async Task DisposeAsync() => await Site.DisposeAsync();

    protected override void AfterAll()
    {
        base.AfterAll();
        _store.Dispose();
    }

    /// <summary>The cluster with these bridges of it, all of them if none is named.</summary>
    private protected CmsClusterSettings Settings(params string[] bridges) => new(
        new ClusterName(Cluster.Name),
        Cluster.Bridges.Where(b => bridges.Length == 0 || bridges.Contains(b.Name)).ToImmutableSortedDictionary(
            b => new CallBridgeName(b.Name),
            b => new CallBridgeSettings(new CallBridgeName(b.Name), b.Url, b.Username, Secret.Of(b.Password), null, null, 2)));

    private protected void Configure(params IReadOnlyCollection<CmsClusterSettings> clusters) => Clusters.Tell(new ConfigureClusters(clusters));

    private protected CallBridgeView? Bridge(SimulatedCallBridge bridge) =>
        View.CallBridges.GetValueOrDefault((new ClusterName(Cluster.Name), new CallBridgeName(bridge.Name)));

    /// <summary>A conference on these bridges, with somebody on each.</summary>
    private protected Conference Meet(string name, params SimulatedCallBridge[] bridges)
    {
        var conference = Cluster.Start(bridges[0], new ConferenceState { Name = name });
        foreach (var bridge in bridges.Skip(1))
        {
            Cluster.Extend(conference, bridge);
        }

        foreach (var bridge in bridges)
        {
            Cluster.Join(conference, bridge, new ParticipantState { Name = $"{name} at {bridge.Name}" });
        }

        return conference;
    }

    private protected async Task ViewEqualsTruthAsync()
    {
        string? difference = null;
        try
        {
            await EventuallyAsync(() => (difference = TruthComparison.Difference(Site, View)) is null, "");
        }
        catch (Exception e) when (difference is not null)
        {
            throw new InvalidOperationException($"The view differs: {difference}\nready: {World.Readiness.WaitsFor ?? "yes"}", e);
        }
    }

    private protected int[] Reconnects() => [.. Cluster.Bridges.Select(b => Bridge(b)?.Reconnects ?? -1)];
}
