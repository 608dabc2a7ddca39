using System.Net;
using CmsOrchestrator.Actors.Nodes;
using CmsOrchestrator.Api.Tests.Support;

namespace CmsOrchestrator.Api.Tests.Shapes;

public sealed class NodeShapeTests
{
    [Fact]
    public async Task A_node_says_who_it_is_how_it_is_and_what_it_runs()
    {
        await using var api = await ApiHost.StartAsync();
        api.Nodes =
        [
            Sample.Node("10.0.0.1:4053", new("apac"), new("emea")) with { Self = true },
            Sample.Node("10.0.0.2:4053") with { State = NodeState.Unreachable },
        ];
        Assert.Equal(
            """
            {"revision":1234,"total":2,"items":[
            {"name":"10.0.0.1:4053","self":true,"state":"up","since":"2026-11-22T09:00:00.000Z","clusters":["apac","emea"],"version":"0.1.0"},
            {"name":"10.0.0.2:4053","self":false,"state":"unreachable","since":"2026-11-22T09:00:00.000Z","clusters":[],"version":"0.1.0"}
            ],"next":null}
            """.ReplaceLineEndings(""),
            await api.TextAsync("/api/v1/nodes"));
    }

    [Fact]
    public async Task Nodes_come_in_pages_as_every_list_does()
    {
        await using var api = await ApiHost.StartAsync();
        api.Nodes = [Sample.Node("10.0.0.1:4053"), Sample.Node("10.0.0.2:4053")];
        var first = await api.JsonAsync("/api/v1/nodes?limit=1");
        Assert.Equal(2, (int)first["total"]!);
        Assert.Equal(["10.0.0.2:4053"], await api.ItemsAsync($"/api/v1/nodes?limit=1&cursor={first["next"]}", "name"));
    }

    [Fact]
    public async Task Two_equal_requests_have_one_tag_until_a_node_changes()
    {
        await using var api = await ApiHost.StartAsync();
        using var before = await api.GetAsync("/api/v1/nodes");
        using var same = await api.GetAsync("/api/v1/nodes", ("If-None-Match", before.Headers.ETag!.Tag));
        api.Nodes = [api.Nodes[0] with { State = NodeState.Leaving }];
        using var after = await api.GetAsync("/api/v1/nodes", ("If-None-Match", before.Headers.ETag!.Tag));
        Assert.Equal((HttpStatusCode.NotModified, HttpStatusCode.OK), (same.StatusCode, after.StatusCode));
    }

    [Fact]
    public async Task A_key_sees_every_node_and_of_what_it_runs_only_its_own_clusters()
    {
        await using var api = await ApiHost.StartAsync([SampleKeys.Key("noc", "emea")], []);
        api.Nodes = [Sample.Node("10.0.0.1:4053", new("apac"), new("emea"))];
        Assert.Equal("""["emea"]""", (await api.JsonAsync("/api/v1/nodes"))["items"]![0]!["clusters"]!.ToJsonString());
    }
}
