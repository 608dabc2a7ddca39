using System.Collections.Immutable;
using Akka.Actor;
using CmsOrchestrator.Actors.Clusters;
using CmsOrchestrator.Actors.Nodes;
using CmsOrchestrator.Actors.Settings;
using CmsOrchestrator.Actors.Tests.Support;
using CmsOrchestrator.Model;
using Microsoft.Extensions.Time.Testing;

namespace CmsOrchestrator.Actors.Tests.Nodes;

public sealed class ClusterRegistryTests : ActorTest
{
    private static readonly NodeName Self = new("10.0.0.1", 4053);
    private static readonly ClusterName Emea = new("emea");
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);

    // The region has put the CMS cluster where nobody answers; another node has it, and its lease.
    [Fact]
    public async Task Where_requests_go_astray_it_takes_the_word_of_the_member_that_runs_a_cluster()
    {
        var world = new World(TestActor, time: _time);
        var node = new NodeRuntime(world.Runtime, new LocalClusters(), new NodeDirectory());
        node.Nodes.Swap([View(Self, []), View(new("10.0.0.2", 4053), [Emea])], []);
        var region = CreateTestProbe();
        var registry = Sys.ActorOf(ClusterRegistry.Props(node, Self, []));

        registry.Tell(new ConfigureClusters([new CmsClusterSettings(Emea, ImmutableSortedDictionary<CallBridgeName, CallBridgeSettings>.Empty)]));
        registry.Tell(new ClusterRegistry.Region(region.Ref));
        Assert.Equal(new StartCluster(Emea), await region.ExpectMsgAsync<StartCluster>());
        await region.ExpectMsgAsync<StartCluster>();
        Assert.Equal("recovering", world.Readiness.WaitsFor);

        _time.Advance(TimeSpan.FromSeconds(30));

        await EventuallyAsync(() => world.Readiness.WaitsFor is null, "ready");
    }

    private static NodeView View(NodeName name, ImmutableArray<ClusterName> clusters) =>
        new(name.ToString(), name == Self, NodeState.Up, default, clusters, "");
}
