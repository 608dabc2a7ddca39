using CmsOrchestrator.Api.Tests.Support;
using CmsOrchestrator.Model.Views;

namespace CmsOrchestrator.Api.Tests.Shapes;

public sealed class ClusterShapeTests
{
    [Fact]
    public async Task A_cluster_has_its_totals()
    {
        await using var api = await ApiHost.StartAsync(
            Sample.Live(Sample.Bridge("lon1")), Sample.Live(Sample.Bridge("lon2")),
            Sample.Live(Sample.Bridge("fra1", state: CallBridgeStatus.Unauthorized)), Sample.Live(Sample.Bridge("syd1", "apac")),
            Sample.Live(Sample.Call(1)), Sample.Live(Sample.Call(2) with { Degraded = true }),
            Sample.Live(Sample.Participant(1, 1)), Sample.Live(Sample.Participant(1, 2)));
        Assert.Equal(
            """
            {"revision":1234,"total":2,"items":[
            {"name":"apac","callBridges":{"total":1,"connected":1},"calls":0,"participants":0,"degraded":0,"freshness":"live"},
            {"name":"emea","callBridges":{"total":3,"connected":2},"calls":2,"participants":2,"degraded":1,"freshness":"partial"}
            ],"next":null}
            """.ReplaceLineEndings(""),
            await api.TextAsync("/api/v1/clusters"));
    }

    [Fact]
    public async Task A_cluster_exists_from_the_moment_it_is_configured()
    {
        await using var api = await ApiHost.StartAsync();
        api.Names = [new("emea")];
        Assert.Equal(
            """
            {"revision":1234,"total":1,"items":[
            {"name":"emea","callBridges":{"total":0,"connected":0},"calls":0,"participants":0,"degraded":0,"freshness":"stale"}
            ],"next":null}
            """.ReplaceLineEndings(""),
            await api.TextAsync("/api/v1/clusters"));
    }

    [Fact]
    public async Task A_cluster_with_calls_that_are_left_out_is_partial()
    {
        await using var api = await ApiHost.StartAsync(Sample.Live(Sample.Bridge("lon1")), Sample.Live(Sample.Bridge("lon2") with { LeavesOutCalls = true }));
        Assert.Equal(["partial"], await api.ItemsAsync("/api/v1/clusters", "freshness"));
        Assert.Contains("\"leavesOutCalls\":true", await api.TextAsync("/api/v1/callBridges/emea/lon2"), StringComparison.Ordinal);
        Assert.DoesNotContain("leavesOutCalls", await api.TextAsync("/api/v1/callBridges/emea/lon1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cluster_none_of_whose_bridges_is_connected_is_stale()
    {
        await using var api = await ApiHost.StartAsync(Sample.Live(Sample.Bridge("lon1", state: CallBridgeStatus.Connecting)));
        Assert.Equal(["stale"], await api.ItemsAsync("/api/v1/clusters", "freshness"));
    }
}
