using System.Net.WebSockets;
using Akka.Actor;
using Akka.TestKit;
using CmsOrchestrator.Actors.Clusters;
using CmsOrchestrator.Actors.Connections;
using CmsOrchestrator.Actors.Settings;
using CmsOrchestrator.Actors.Tests.Support;
using CmsOrchestrator.Actors.Views;
using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Connections;
using CmsOrchestrator.Model.Subscriptions;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Actors.Tests.Connections;

public sealed class EventConnectionTests : ActorTest
{
    private static readonly OrchestratorSettings Settings = World.Quick with { ConnectionCredit = 4, ConnectionQueue = 8, LivenessTime = TimeSpan.FromSeconds(1) };

    private readonly ServerSocket _server = ServerSocket.Open();
    private readonly TestProbe _supervisor;
    private readonly TestProbe _cluster;

    public EventConnectionTests()
    {
        _supervisor = CreateTestProbe();
        _cluster = CreateTestProbe();
    }

    [Fact]
    public async Task A_message_is_acknowledged_although_nobody_confirms_its_facts()
    {
        var (_, calls) = await StartAsync(Settings);

        for (var i = 1; i <= 8; i++)
        {
            await _server.CallsAsync(calls, Told.Add(i));
        }

        await EventuallyAsync(() => _server.LastAck == _server.LastSent, "all are acknowledged");
    }

    [Fact]
    public async Task Beyond_its_credit_a_connection_tells_no_more_until_some_of_it_is_confirmed()
    {
        var (connection, calls) = await StartAsync(Settings);
        for (var i = 1; i <= 6; i++)
        {
            await _server.CallsAsync(calls, Told.Add(i));
        }

        for (var i = 1; i <= 4; i++)
        {
            await ExpectToldAsync(i);
        }

        await _cluster.ExpectNoMsgAsync(TimeSpan.FromMilliseconds(200));
        connection.Tell(new Confirmed(1));
        await ExpectToldAsync(5);
        connection.Tell(new Confirmed(4));
        await ExpectToldAsync(6);
    }

    [Fact]
    public async Task A_connection_without_credit_is_not_dead_however_long_that_lasts()
    {
        var (connection, calls) = await StartAsync(Settings);
        await _server.CallsAsync(calls, Told.Add(1), Told.Add(2), Told.Add(3), Told.Add(4));
        await _server.CallsAsync(calls, Told.Add(5));
        await _cluster.FishForMessageAsync<ClusterMessage.CallListTold>(m => m.Updates.Length == 4);
        await _supervisor.FishForMessageAsync<ConnectionReport>(r => r.List?.Calls == 4);

        await _supervisor.ExpectNoMsgAsync(Settings.LivenessTime * 3);

        connection.Tell(new Confirmed(4));
        await ExpectToldAsync(5);
        await _supervisor.FishForMessageAsync<ConnectionReport>(r => r.List?.Calls == 5);
        await _supervisor.ExpectNoMsgAsync(Settings.LivenessTime / 2);
    }

    [Fact]
    public async Task What_its_subscriptions_are_told_reaches_the_cluster_in_the_order_of_the_socket()
    {
        const int Rounds = 200;
        var (connection, calls) = await StartAsync(Settings with { ConnectionCredit = 100_000, ConnectionQueue = 100_000 });
        await _server.CallsAsync(calls, Told.Add(1));
        connection.Tell(new Want([Resource.Calls, Resource.Roster(Told.Call(1))]));
        var roster = await _server.IndexAsync(SubscriptionType.CallRoster, Told.Call(1));
        await _cluster.FishForMessageAsync<ClusterMessage.PartState>(m => m.State == SubscriptionWords.Active);

        for (var i = 1; i <= Rounds; i++)
        {
            await _server.RosterAsync(roster, Told.Joins(i));
            await _server.CallsAsync(calls, Told.Update(1, $"name {i}"));
        }

        var order = new List<Type>();
        while (order.Count < 2 * Rounds)
        {
            var told = await _cluster.FishForMessageAsync<ClusterMessage>(m => m is ClusterMessage.PartTold or ClusterMessage.CallListTold { Updates: [{ Type: UpdateType.Update }] });
            order.Add(told.GetType());
        }

        Assert.All(order.Chunk(2), pair => Assert.Equal([typeof(ClusterMessage.PartTold), typeof(ClusterMessage.CallListTold)], pair));
    }

    [Fact]
    public async Task An_overflow_is_noticed_although_nothing_is_confirmed()
    {
        var (_, calls) = await StartAsync(Settings);

        for (var i = 1; i <= 4 + 8 + 1; i++)
        {
            await _server.CallsAsync(calls, Told.Add(i));
        }

        var closed = await _supervisor.FishForMessageAsync<ConnectionClosed>(_ => true);
        Assert.Equal(CloseCause.Overflow, closed.Cause);
        Assert.Equal(WebSocketCloseStatus.NormalClosure, await _server.Closed);
    }

    [Fact]
    public async Task What_means_nothing_costs_no_credit()
    {
        var (_, calls) = await StartAsync(Settings);

        for (var i = 1; i <= 20; i++)
        {
            await _server.CallsAsync(calls, Told.Update(i, "never added"), Told.Remove(i));
            await EventuallyAsync(() => _server.LastAck == _server.LastSent, "it is acknowledged");
        }

        await _server.CallsAsync(calls, Told.Add(21));
        await ExpectToldAsync(21);
    }

    [Fact]
    public async Task A_hole_in_the_numbers_closes_the_connection_for_a_resync()
    {
        var (_, calls) = await StartAsync(Settings);

        _server.Skip();
        await _server.CallsAsync(calls, Told.Add(1));

        var closed = await _supervisor.FishForMessageAsync<ConnectionClosed>(_ => true);
        Assert.Equal(CloseCause.Hole, closed.Cause);
        Assert.Equal(WebSocketCloseStatus.NormalClosure, await _server.Closed);
    }

    [Fact]
    public async Task The_server_sees_the_close_frame_although_it_goes_on_sending()
    {
        var (connection, calls) = await StartAsync(Settings with { ConnectionCredit = 100_000, ConnectionQueue = 100_000 });
        using var stop = new CancellationTokenSource();
        var sending = Task.Run(async () =>
        {
            try
            {
                for (var i = 1; !stop.IsCancellationRequested; i++)
                {
                    await _server.CallsAsync(calls, Told.Add(i % 50));
                }
            }
            catch (WebSocketException)
            {
                // Both sides have closed.
            }
        });
        await _cluster.FishForMessageAsync<ClusterMessage.CallListTold>(_ => true);
        await _supervisor.WatchAsync(connection);

        connection.Tell(new CloseConnection());

        Assert.Equal(WebSocketCloseStatus.NormalClosure, await _server.Closed.WaitAsync(Limit));
        await stop.CancelAsync();
        await sending;
        await _supervisor.FishForMessageAsync<Terminated>(_ => true);
    }

    [Fact]
    public async Task A_connection_whose_server_does_not_answer_the_close_stops_all_the_same()
    {
        using var deaf = new DeafSocket();
        var connection = _supervisor.ChildActorOf(Props(deaf, Settings));
        await _supervisor.WatchAsync(connection);

        connection.Tell(new CloseConnection());

        await _supervisor.ExpectTerminatedAsync(connection);
    }

    [Fact]
    public async Task A_subscription_that_fails_takes_its_connection_with_it()
    {
        var (connection, _) = await StartAsync(Settings);
        await _supervisor.WatchAsync(connection);

        (await Sys.ActorSelection(connection.Path / "subscription-1").ResolveOne(Limit)).Tell(Kill.Instance);

        await _supervisor.FishForMessageAsync<Terminated>(t => t.ActorRef.Equals(connection));
    }

    private async Task<(IActorRef Connection, int Calls)> StartAsync(OrchestratorSettings settings)
    {
        var connection = _supervisor.ChildActorOf(Props(_server.Client, settings), SupervisorStrategy.StoppingStrategy);
        connection.Tell(new Want([Resource.Calls]));
        var calls = await _server.IndexAsync(SubscriptionType.Calls);
        await _cluster.FishForMessageAsync<ClusterMessage.CallListState>(m => m.State == SubscriptionWords.Active);
        await _cluster.FishForMessageAsync<ClusterMessage.CallListCompleted>(_ => true);
        await _supervisor.FishForMessageAsync<ConnectionReport>(r => r.Subscriptions.Active == 1);
        return (connection, calls);
    }

    private Props Props(WebSocket socket, OrchestratorSettings settings) => EventConnection.Props(
        new ConnectionIdentity(new CallBridgeName("lon1"), 0, new Epoch(1, 1), _cluster.Ref), socket, Tolerance.None,
        new BridgeFigures().Of(new("emea"), new("lon1")), new World(ActorRefs.Nobody, settings).Runtime);

    private async Task ExpectToldAsync(int call)
    {
        var told = await _cluster.FishForMessageAsync<ClusterMessage.CallListTold>(_ => true);
        Assert.Equal(Told.Call(call), Assert.Single(told.Updates).Call);
    }

    protected override void AfterAll()
    {
        base.AfterAll();
        _server.Dispose();
    }
}
