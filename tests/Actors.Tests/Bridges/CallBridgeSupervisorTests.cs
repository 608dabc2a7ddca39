using System.Net.WebSockets;
using Akka.Actor;
using Akka.TestKit;
using CmsOrchestrator.Actors.Bridges;
using CmsOrchestrator.Actors.Clusters;
using CmsOrchestrator.Actors.Connections;
using CmsOrchestrator.Actors.Feed;
using CmsOrchestrator.Actors.Settings;
using CmsOrchestrator.Actors.Tests.Support;
using CmsOrchestrator.Actors.Wire;
using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Subscriptions;
using CmsOrchestrator.Model.Views;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Actors.Tests.Bridges;

public sealed class CallBridgeSupervisorTests : ActorTest
{
    private readonly FakeBridge _bridge = new();
    private readonly TestProbe _cluster;
    private readonly TestProbe _feed;
    private World _world = null!;

    public CallBridgeSupervisorTests()
    {
        _cluster = CreateTestProbe();
        _feed = CreateTestProbe();
    }

    [Fact]
    public async Task Each_attempt_has_a_token_of_its_own()
    {
        _bridge.Upgrade = (attempt, _) => Task.FromResult<OpenResult?>(attempt < 4 ? new OpenResult.Failed("no route") : null);

        Start();
        using var socket = await _bridge.OpenedAsync();

        Assert.Equal(4, _bridge.Tokens);
        await BecomesAsync(CallBridgeStatus.Connected);
    }

    [Fact]
    public async Task A_password_that_is_wrong_is_said_plainly_and_tried_again_at_the_longest_pause()
    {
        _bridge.Token = () => new TokenResult.Unauthorized("wrong user or password");

        Start(World.Quick with { ReconnectMaxTime = TimeSpan.FromMinutes(10) });

        var view = await BecomesAsync(CallBridgeStatus.Unauthorized);
        Assert.Equal("wrong user or password", view.LastError);
        await RoomAsync(199);
        await _cluster.ExpectNoMsgAsync(TimeSpan.FromMilliseconds(200));
        Assert.Equal(1, _bridge.Tokens);
    }

    [Fact]
    public async Task A_bridge_that_refuses_even_the_first_request_is_refused_until_it_takes_one()
    {
        _bridge.Answers = false;
        Start();
        using var socket = await _bridge.OpenedAsync();
        await socket.AckAsync((await socket.RequestAsync()).MessageId, "failed");
        var view = await BecomesAsync(CallBridgeStatus.Refused);
        Assert.Equal("a subscribeRequest was refused with status 'failed'", view.LastError);

        await socket.AckAsync((await socket.RequestAsync()).MessageId, "success");
        await BecomesAsync(CallBridgeStatus.Connected);
        Assert.Equal(1, _bridge.Attempts);
    }

    [Fact]
    public async Task A_further_connection_whose_first_request_is_refused_is_no_room_until_it_takes_one()
    {
        var bridge = Start();
        using var first = await _bridge.OpenedAsync();
        await RoomAsync(199);
        await BecomesAsync(CallBridgeStatus.Connected);
        _bridge.Answers = false;
        bridge.Tell(Wanting(150));
        using var second = await _bridge.OpenedAsync();
        await second.AckAsync((await second.RequestAsync()).MessageId, "failed");
        await RoomAsync(99);

        bridge.Tell(Wanting(99)); // what a cluster does with that room
        await second.AckAsync((await second.RequestAsync()).MessageId, "success");
        await RoomAsync(199);
    }

    [Fact]
    public async Task The_room_is_told_first_and_then_what_comes_and_goes_with_each_connection()
    {
        Start();

        using var first = await _bridge.OpenedAsync();
        var opened = await _cluster.FishForMessageAsync<ClusterMessage.ConnectionOpened>(_ => true);
        await first.IndexAsync(SubscriptionType.Calls);
        first.Dispose();

        var lost = await _cluster.FishForMessageAsync<ClusterMessage.ConnectionLost>(_ => true);
        Assert.Equal(opened.Epoch, lost.Epoch);
        var next = await _cluster.FishForMessageAsync<ClusterMessage.ConnectionOpened>(_ => true);
        Assert.True(next.Epoch > opened.Epoch);
        (await _bridge.OpenedAsync()).Dispose();
    }

    [Fact]
    public async Task More_than_a_connection_takes_opens_a_further_one()
    {
        var bridge = Start();
        using var first = await _bridge.OpenedAsync();

        bridge.Tell(Wanting(150));

        using var second = await _bridge.OpenedAsync();
        Assert.Equal(51, (await second.RequestAsync()).Subscriptions.Length);
    }

    [Fact]
    public async Task A_further_connection_that_is_refused_waits_its_pause_even_if_the_plan_comes_and_goes()
    {
        _bridge.Upgrade = (attempt, _) => Task.FromResult<OpenResult?>(attempt > 1 ? new OpenResult.Refused("limit reached") : null);
        var bridge = Start(World.Quick with { ReconnectMaxTime = TimeSpan.FromMinutes(10) });
        using var first = await _bridge.OpenedAsync();
        await RoomAsync(199);
        await BecomesAsync(CallBridgeStatus.Connected);

        bridge.Tell(Wanting(150));
        await RoomAsync(99);
        for (var i = 0; i < 10; i++)
        {
            bridge.Tell(Wanting(99)); // what a cluster does with that room
            bridge.Tell(Wanting(150));
        }

        await first.RequestAsync();
        await _cluster.FishForMessageAsync<ClusterMessage>(m => m is not ClusterMessage.RoomChanged);
        Assert.Equal(2, _bridge.Attempts);
    }

    [Fact]
    public async Task A_further_connection_that_was_refused_is_room_again_once_it_comes_about()
    {
        _bridge.Upgrade = (attempt, _) => Task.FromResult<OpenResult?>(attempt == 2 ? new OpenResult.Refused("limit reached") : null);
        var bridge = Start();
        using var first = await _bridge.OpenedAsync();
        await RoomAsync(199);
        await BecomesAsync(CallBridgeStatus.Connected);
        bridge.Tell(Wanting(150));
        await RoomAsync(99);

        bridge.Tell(Wanting(99)); // what a cluster does with that room
        using var second = await _bridge.OpenedAsync();
        Assert.Empty((await second.RequestAsync()).Subscriptions);
        await RoomAsync(199);
        bridge.Tell(Wanting(150));

        Assert.Equal(51, (await second.RequestAsync()).Subscriptions.Length);
        Assert.Equal(3, _bridge.Attempts);
    }

    [Fact]
    public async Task A_further_connection_that_is_lost_still_counts_as_room()
    {
        var bridge = Start();
        using var first = await _bridge.OpenedAsync();
        bridge.Tell(Wanting(150));
        using var second = await _bridge.OpenedAsync();
        await RoomAsync(199);
        await second.RequestAsync();

        second.Dispose();

        using var third = await _bridge.OpenedAsync();
        Assert.Equal(51, (await third.RequestAsync()).Subscriptions.Length);
        await _cluster.ReceiveWhileAsync(m => m as ClusterMessage.RoomChanged, TimeSpan.FromMilliseconds(100)).ForEachAsync(Assert.Null);
    }

    [Fact]
    public async Task An_overflowed_connection_stays_closed_while_the_storage_takes_no_writes()
    {
        var bridge = Start(World.Quick with { ConnectionCredit = 1, ConnectionQueue = 2, LivenessTime = TimeSpan.FromMinutes(1) });
        using var socket = await _bridge.OpenedAsync();
        var calls = await socket.IndexAsync(SubscriptionType.Calls);
        _world.Readiness.FeedFails("feed.db is locked");

        for (var i = 1; i <= 4; i++)
        {
            await socket.CallsAsync(calls, Told.Add(i));
        }

        await FishAsync(v => v is { State: CallBridgeStatus.BackingOff, LastError: "waits for the storage: feed.db is locked" });
        Assert.Equal(1, _bridge.Attempts);

        _world.Readiness.FeedWorks();
        using var next = await _bridge.OpenedAsync();
        await BecomesAsync(CallBridgeStatus.Connected);
    }

    [Fact]
    public async Task A_bridge_that_is_stopped_closes_its_sockets_with_1000_and_then_goes()
    {
        var bridge = Start();
        using var socket = await _bridge.OpenedAsync();
        await socket.IndexAsync(SubscriptionType.Calls);
        await WatchAsync(bridge);

        bridge.Tell(new StopBridge());

        await ExpectTerminatedAsync(bridge);
        Assert.Equal(WebSocketCloseStatus.NormalClosure, await socket.Closed);
    }

    [Fact]
    public async Task A_socket_that_opens_while_its_bridge_is_stopped_does_not_stay_open()
    {
        var late = new TaskCompletionSource<OpenResult?>();
        using var socket = ServerSocket.Open();
        _bridge.Upgrade = (_, _) => late.Task;
        var bridge = Start();
        await EventuallyAsync(() => _bridge.Attempts == 1, "it is being opened");
        await WatchAsync(bridge);

        bridge.Tell(new StopBridge());
        await ExpectNoMsgAsync(TimeSpan.FromMilliseconds(100));
        late.SetResult(new OpenResult.Opened(socket.Client));

        await ExpectTerminatedAsync(bridge);
        await socket.Closed.WaitAsync(Limit);
    }

    [Fact]
    public async Task A_connection_that_crashes_is_opened_anew_and_its_parts_are_stale_meanwhile()
    {
        var bridge = Start();
        using var first = await _bridge.OpenedAsync();
        await first.IndexAsync(SubscriptionType.Calls);

        (await Sys.ActorSelection(bridge.Path / "connection-0-1").ResolveOne(Limit)).Tell(Kill.Instance);

        await _cluster.FishForMessageAsync<ClusterMessage.ConnectionLost>(_ => true);
        using var second = await _bridge.OpenedAsync();
        await second.IndexAsync(SubscriptionType.Calls);
        await _cluster.FishForMessageAsync<ClusterMessage.ConnectionOpened>(_ => true);
    }

    [Fact]
    public async Task Three_malformed_messages_in_a_row_on_fresh_connections_are_tolerated_from_then_on()
    {
        Start();
        for (var i = 1; i <= 3; i++)
        {
            using var socket = await _bridge.OpenedAsync();
            await socket.IndexAsync(SubscriptionType.Calls);
            await socket.TextAsync("{");
            Assert.Equal(WebSocketCloseStatus.NormalClosure, await socket.Closed.WaitAsync(Limit));
        }

        using var tolerated = await _bridge.OpenedAsync();
        var calls = await tolerated.IndexAsync(SubscriptionType.Calls);
        await tolerated.TextAsync("{");
        await tolerated.CallsAsync(calls, Told.Add(1));

        await _cluster.FishForMessageAsync<ClusterMessage.CallListTold>(_ => true);
        var view = await FishAsync(v => v.LastError?.Contains("was skipped", StringComparison.Ordinal) == true);
        Assert.Equal(3, view.Resyncs);
    }

    private IActorRef Start(OrchestratorSettings? settings = null)
    {
        _world = new World(_feed, settings, clients: _ => _bridge.Client());
        var cluster = _cluster.Ref;
        return Sys.ActorOf(CallBridgeSupervisor.Props(new ClusterName("emea"), FakeBridge.Settings, cluster, _world.Runtime));
    }

    private static Want Wanting(int rosters) => new([.. Enumerable.Range(1, rosters).Select(i => Resource.Roster(Told.Call(i)))]);

    private Task<CallBridgeView> BecomesAsync(CallBridgeStatus status) => FishAsync(v => v.State == status);

    private async Task<CallBridgeView> FishAsync(Func<CallBridgeView, bool> isMeant) =>
        (await _feed.FishForMessageAsync<FeedEntry>(e => e.Publications is [{ CallBridge: { } view }] && isMeant(view))).Publications[0].CallBridge!;

    private async Task RoomAsync(int room) => await _cluster.FishForMessageAsync<ClusterMessage.RoomChanged>(m => m.Room == room);
}
