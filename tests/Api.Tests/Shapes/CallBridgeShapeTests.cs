using CmsOrchestrator.Api.Tests.Support;
using CmsOrchestrator.Model.Views;

namespace CmsOrchestrator.Api.Tests.Shapes;

public sealed class CallBridgeShapeTests
{
    [Fact]
    public async Task A_bridge_nobody_has_heard_of_yet_has_every_key()
    {
        var bridge = Sample.Bridge("lon1", state: CallBridgeStatus.BackingOff) with { LastError = "401" };
        await using var api = await ApiHost.StartAsync(Sample.Live(bridge));
        Assert.Equal(
            """
            {"cluster":"emea","name":"lon1","url":"https://lon1.example.net:445","state":"backingOff","since":"2026-11-22T09:00:00.000Z",
            "connections":2,"subscriptions":{"pending":0,"active":41,"deactivated":1},"calls":12,"lastMessageAt":null,
            "messagesReceived":0,"resyncs":3,"reconnects":4,"lastError":"401"}
            """.ReplaceLineEndings(""),
            await api.TextAsync("/api/v1/callBridges/emea/lon1"));
    }

    [Fact]
    public async Task Running_figures_are_read_as_they_are_without_a_revision()
    {
        await using var api = await ApiHost.StartAsync(Sample.Live(Sample.Bridge("lon1")));
        api.Figures.Of(new("emea"), new("lon1")).Count(Sample.Start + TimeSpan.FromMilliseconds(7));
        var list = await api.JsonAsync("/api/v1/callBridges");
        Assert.Equal(1234, (int)list["revision"]!);
        Assert.Equal("2026-11-22T09:00:00.007Z", list["items"]![0]!["lastMessageAt"]!.ToString());
        Assert.Equal(1, (int)list["items"]![0]!["messagesReceived"]!);
    }

    [Fact]
    public async Task Of_a_bridge_that_another_node_talks_to_they_are_what_that_node_said_last()
    {
        var bridge = Sample.Bridge("lon1") with { LastMessageAt = Sample.Start, MessagesReceived = 42 };
        await using var api = await ApiHost.StartAsync(Sample.Live(bridge));
        var told = await api.JsonAsync("/api/v1/callBridges/emea/lon1");
        Assert.Equal(("2026-11-22T09:00:00.000Z", 42), (told["lastMessageAt"]!.ToString(), (int)told["messagesReceived"]!));
    }

    [Fact]
    public async Task Bridges_come_by_name_and_narrow_to_a_cluster()
    {
        await using var api = await ApiHost.StartAsync(
            Sample.Live(Sample.Bridge("b", "emea")), Sample.Live(Sample.Bridge("a", "emea")),
            Sample.Live(Sample.Bridge("a", "apac")), Sample.Live(Sample.Bridge("B", "apac")));
        Assert.Equal(["B", "a", "a", "b"], await api.ItemsAsync("/api/v1/callBridges", "name"));
        Assert.Equal(["apac", "apac", "emea", "emea"], await api.ItemsAsync("/api/v1/callBridges", "cluster"));
        Assert.Equal(["a", "b"], await api.ItemsAsync("/api/v1/callBridges?cluster=emea", "name"));
        Assert.Empty(await api.ItemsAsync("/api/v1/callBridges?cluster=nowhere", "name"));
    }
}
