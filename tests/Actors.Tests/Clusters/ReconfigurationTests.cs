using Akka.Actor;
using CmsOrchestrator.Actors.Clusters;
using CmsOrchestrator.Actors.Tests.Feed;
using CmsOrchestrator.Actors.Tests.Support;
using CmsOrchestrator.Model.Views;

namespace CmsOrchestrator.Actors.Tests.Clusters;

public sealed class ReconfigurationTests : SiteTest
{
    [Fact]
    public async Task A_bridge_that_is_added_touches_no_other_bridges_socket()
    {
        var (first, second, third) = (Cluster.Bridges[0], Cluster.Bridges[1], Cluster.Bridges[2]);
        Meet("wide", first, second);
        Configure(Settings(first.Name, second.Name));
        await EventuallyAsync(() => View.Calls.Values.Any(c => c.View is { Participants: 2, Instances.Length: 2 }), "it is there");

        Meet("elsewhere", third);
        Configure(Settings());

        await ViewEqualsTruthAsync();
        Assert.Equal([0, 0, 0], Reconnects());
        Assert.Equal((1, 1, 1), (first.ConnectionCount, second.ConnectionCount, third.ConnectionCount));
    }

    [Fact]
    public async Task A_bridge_that_is_removed_takes_its_part_along_and_touches_no_other_bridges_socket()
    {
        var (first, second, third) = (Cluster.Bridges[0], Cluster.Bridges[1], Cluster.Bridges[2]);
        Meet("wide", first, third);
        Meet("narrow", third);
        Configure(Settings());
        await ViewEqualsTruthAsync();

        Configure(Settings(first.Name, second.Name));

        await EventuallyAsync(() => View.Calls.Values.Select(c => c.View).ToList() is [{ Name: "wide", Instances: [var one] }] && one.CallBridge.Value == first.Name, "only that is left");
        await EventuallyAsync(() => third.ConnectionCount == 0, "its socket is closed");
        await EventuallyAsync(() => Bridge(third) is null or { State: CallBridgeStatus.Stopped }, "it is stopped");
        Assert.Equal((0, 0), (Bridge(first)!.Reconnects, Bridge(second)!.Reconnects));
        Assert.Equal((1, 1), (first.ConnectionCount, second.ConnectionCount));
    }

    [Fact]
    public async Task A_bridge_whose_settings_change_is_connected_anew_and_subscribed_to_all_that_is_wanted()
    {
        var (first, second) = (Cluster.Bridges[0], Cluster.Bridges[1]);
        Meet("wide", first, second);
        Meet("narrow", second);
        Configure(Settings());
        await ViewEqualsTruthAsync();

        var settings = Settings();
        var name = settings.CallBridges.Keys.Single(n => n.Value == second.Name);
        Configure(settings with { CallBridges = settings.CallBridges.SetItem(name, settings.CallBridges[name] with { MaxConnections = 1 }) });
        await AwaitAssertAsync(
            async () => Assert.NotNull((await IdentifyAsync($"/user/cms-clusters/*/bridge-{second.Name}-4")).Subject), // after the first three
            Limit, TimeSpan.FromMilliseconds(50));

        await ViewEqualsTruthAsync();
        Assert.Equal(0, Bridge(first)!.Reconnects);
        Assert.Equal(0, Bridge(second)!.Reconnects); // closed by our own choice
    }

    [Fact]
    public async Task A_cluster_that_is_removed_ends_its_calls_and_itself_and_may_come_back()
    {
        Meet("wide", Cluster.Bridges[0], Cluster.Bridges[1]);
        Configure(Settings());
        await ViewEqualsTruthAsync();

        Configure();

        await EventuallyAsync(() => View.Calls.IsEmpty, "it has ended");
        var ended = Assert.Single(Place.Texts(Tables.Feed, "SELECT body FROM feed WHERE type = 'participant.left' AND body NOT LIKE '%bridgeRemoved%' UNION ALL SELECT 'none'"));
        Assert.Equal("none", ended);
        await EventuallyAsync(() => Cluster.Bridges.All(b => b.ConnectionCount == 0), "all sockets are closed");
        await GoneAsync("/user/cms-clusters/*");

        Configure(Settings());
        await ViewEqualsTruthAsync();
    }

    [Fact]
    public async Task A_call_that_has_ended_leaves_no_actor_behind()
    {
        var conference = Meet("short", Cluster.Bridges[0], Cluster.Bridges[1]);
        Configure(Settings());
        await ViewEqualsTruthAsync();

        Cluster.End(conference);

        await ViewEqualsTruthAsync();
        await GoneAsync("/user/cms-clusters/*/call-*");
    }

    [Fact]
    public async Task Draining_closes_every_socket_and_ends_nothing()
    {
        Meet("wide", Cluster.Bridges[0], Cluster.Bridges[1]);
        Configure(Settings());
        await ViewEqualsTruthAsync();

        Clusters.Tell(new CmsClusters.Drain(), TestActor);

        await ExpectMsgAsync<CmsClusters.Drained>(TimeSpan.FromSeconds(10));
        Assert.All(Cluster.Bridges, b => Assert.Equal(0, b.ConnectionCount));
        Assert.Single(View.Calls);
        Configure(Settings()); // what comes too late starts nothing
        await GoneAsync("/user/cms-clusters/*");
    }

    // Where nobody is at a path, the answer is nobody.
    private Task GoneAsync(string path) => AwaitAssertAsync(
        async () => Assert.Null((await IdentifyAsync(path)).Subject), Limit, TimeSpan.FromMilliseconds(50));

    private Task<ActorIdentity> IdentifyAsync(string path) => Sys.ActorSelection(path).Ask<ActorIdentity>(new Identify(path), Limit);
}
