using CmsOrchestrator.Actors.Nodes;
using CmsOrchestrator.Api.Tests.Support;
using CmsOrchestrator.Model;

namespace CmsOrchestrator.Api.Tests.Metrics;

/// <summary>What is measured of nodes, also where there is only one.</summary>
public sealed class NodeMetricsTests
{
    [Fact]
    public async Task A_nodes_state_is_one_series_for_each_word_and_1_for_the_one_that_holds()
    {
        await using var api = await ApiHost.StartAsync();
        api.Nodes = [Sample.Node("10.0.0.1:4053") with { Self = true }, Sample.Node("10.0.0.2:4053") with { State = NodeState.Unreachable }];

        var lines = await LinesAsync(api);

        Assert.Contains("""cms_node_state{node="10.0.0.1:4053",state="up"} 1""", lines);
        Assert.Contains("""cms_node_state{node="10.0.0.2:4053",state="up"} 0""", lines);
        Assert.Contains("""cms_node_state{node="10.0.0.2:4053",state="unreachable"} 1""", lines);
        Assert.Equal(2 * NodeState.All.Length, lines.Count(line => line.StartsWith("cms_node_state{", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Which_clusters_run_here_is_1_or_0_for_each_that_is_configured()
    {
        await using var api = await ApiHost.StartAsync();
        api.Names = [new("apac"), new("emea")];
        api.Nodes = [Sample.Node("10.0.0.1:4053", new ClusterName("emea")) with { Self = true }, Sample.Node("10.0.0.2:4053", new ClusterName("apac"), new ClusterName("amer"))];

        var lines = await LinesAsync(api);

        Assert.Contains("cms_node_clusters 1", lines);
        Assert.Contains("""cms_cluster_running{cluster="emea"} 1""", lines);
        Assert.Contains("""cms_cluster_running{cluster="apac"} 0""", lines);
        Assert.DoesNotContain(lines, line => line.Contains("amer", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_nodes_do_is_there_with_0_before_the_first_time()
    {
        await using var api = await ApiHost.StartAsync();
        var before = await LinesAsync(api);
        Assert.All(Expected(0), line => Assert.Contains(line, before));

        var node = api.Figures.Metrics.Node;
        node.Lease(() => true);
        node.Lease(() => false);
        node.LeaseRenewed();
        node.LeaseRenewalFailed();
        node.LeaseLost();
        node.TookOver();
        node.HandedOver();
        node.Displaced();
        node.Stops(NodeStopCause.DatabaseLost);
        api.Figures.Metrics.FeedLags(1);

        var lines = await LinesAsync(api);
        Assert.All(Expected(1), line => Assert.Contains(line, lines));
        Assert.Contains("""cms_node_stops_total{cause="stoodStill"} 0""", lines);
    }

    [Fact]
    public async Task A_node_alone_lags_behind_nobody()
    {
        await using var api = await ApiHost.StartAsync();
        Assert.Contains("cms_feed_lag_seconds 0", await LinesAsync(api));
        api.Readiness.FollowOthers();
        Assert.DoesNotContain("cms_feed_lag_seconds 0", await LinesAsync(api));
    }

    private static string[] Expected(int times) =>
    [
        $"cms_leases_held {times}", $"cms_lease_renewals_total {times}", $"cms_lease_renewal_failures_total {times}", $"cms_lease_losses_total {times}",
        $"cms_node_takeovers_total {times}", $"cms_node_handovers_total {times}", $"cms_node_displacements_total {times}",
        $"cms_node_stops_total{{cause=\"databaseLost\"}} {times}", $"cms_feed_lag_revisions {times}",
    ];

    private static async Task<string[]> LinesAsync(ApiHost api) => (await api.TextAsync("/metrics")).Split('\n');
}
