using System.Text.Json.Nodes;
using CmsOrchestrator.Support;

namespace CmsOrchestrator.EndToEnd.Tests.Nodes;

/// <summary>Real processes on one database, as a site has them.</summary>
[NeedsPostgreSql]
public sealed class NodeTests
{
    [StorageFact]
    public async Task Two_nodes_share_the_clusters_and_one_that_ends_or_is_killed_leaves_its_own_to_the_other()
    {
        await using var site = await NodeSite.StartAsync();
        var (first, second) = (site.Start(0), site.Start(1));
        await first.ReadyAsync();
        await second.ReadyAsync();
        await site.MeetAsync(second);

        // Each has its part, none is run twice, and either shows all of it.
        await NodeSite.NodesAsync(first, nodes => nodes.Count == 2 && nodes.Values.All(node => node is { State: "up", Clusters.Length: > 0 })
            && nodes.Values.Sum(node => node.Clusters.Length) == 3);
        var (before, other) = (await site.TruthAsync(first), await site.TruthAsync(second));
        Assert.Equal(before.Calls.Keys, other.Calls.Keys);
        Assert.Equal(3, await RunningAsync(first) + await RunningAsync(second));

        // SIGTERM: no call ends by it.
        Assert.Equal(0, await first.TerminateAsync());
        await NodeSite.NodesAsync(second, nodes => nodes.Count == 1 && nodes[site.NameOf(1)].Clusters.Length == 3);
        Assert.Equal(before.Calls.Keys, (await site.TruthAsync(second)).Calls.Keys);

        // kill -9: nor by that.
        var third = site.Start(2);
        await third.ReadyAsync();
        await NodeSite.NodesAsync(third, nodes => nodes.Count == 2 && nodes.Values.All(node => node.Clusters.Length > 0));
        await second.KillAsync();
        await NodeSite.NodesAsync(third, nodes => nodes.Count == 1 && nodes[site.NameOf(2)].Clusters.Length == 3);
        Assert.Equal(before.Calls.Keys, (await site.TruthAsync(third)).Calls.Keys);
        Assert.Empty(site.Bridges.Breaches.ToImmutableArray());
    }

    // What each measures of itself.
    private static async Task<int> RunningAsync(OrchestratorProcess node) =>
        (await node.Http.GetStringAsync("/metrics")).Split('\n').Count(line => line.StartsWith("cms_cluster_running{", StringComparison.Ordinal) && line.EndsWith(" 1", StringComparison.Ordinal));

    [StorageFact]
    public async Task A_node_on_another_database_stops_with_a_clear_line_and_one_with_another_configuration_is_shown()
    {
        await using var site = await NodeSite.StartAsync();
        var first = site.Start(0);
        await first.ReadyAsync();

        var stranger = site.Start(1, TestPostgreSql.Shared.CreateDatabase());
        Assert.Equal(1, await stranger.EndAsync());
        Assert.Contains($"Node {site.NameOf(0)} works on another database than this one", stranger.Log, StringComparison.Ordinal);

        var cluster = site.Bridges.Clusters[0].Name;
        var other = site.Start(1, change: orchestrator => orchestrator["Clusters"]!.AsObject().Remove(cluster));
        await other.ReadyAsync();
        await NodeSite.NodesAsync(first, nodes => nodes.GetValueOrDefault(site.NameOf(1)) is { State: "otherConfiguration", Clusters.Length: > 0 }
            && nodes[site.NameOf(0)].Clusters.Contains(cluster));
        await site.TruthAsync(first);
    }

    [StorageFact]
    public async Task A_node_whose_port_is_taken_says_so_in_one_line_and_harms_nobody()
    {
        await using var site = await NodeSite.StartAsync();
        var first = site.Start(0);
        await first.ReadyAsync();

        var second = site.Start(0);

        Assert.Equal(1, await second.EndAsync());
        Assert.Contains($"{site.NameOf(0)} cannot be listened on", Assert.Single(second.Log.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        await NodeSite.NodesAsync(first, nodes => nodes.Count == 1 && nodes[site.NameOf(0)].State == "up");
    }

    [StorageFact]
    public async Task Nodes_with_a_certificate_talk_over_TLS_and_one_without_is_none_of_them()
    {
        await using var site = await NodeSite.StartAsync();
        var certificate = site.Certificate("shared");
        var (first, second) = (site.Start(0, change: Secured), site.Start(1, change: Secured));
        await first.ReadyAsync();
        await second.ReadyAsync();

        var open = site.Start(2);
        await NodeSite.NodesAsync(first, nodes => nodes.Count == 2 && nodes.Values.All(node => node.State == "up"));
        await Eventually.NoDifferenceAsync(() => open.Log.Contains("Joins the nodes", StringComparison.Ordinal) ? null : open.Log);

        Assert.Contains("joining the other nodes", await open.WaitsForAsync(), StringComparison.Ordinal);
        await NodeSite.NodesAsync(first, nodes => nodes.Count == 2);

        void Secured(JsonNode orchestrator) => orchestrator["Node"]!["Certificate"] = certificate.DeepClone();
    }
}
