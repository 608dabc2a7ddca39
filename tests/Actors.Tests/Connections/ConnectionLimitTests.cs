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

/// <summary>What one connection may bring in, whatever its server sends.</summary>
public sealed class ConnectionLimitTests : ActorTest
{
    private readonly ServerSocket _server = ServerSocket.Open();
    private readonly TestProbe _supervisor;
    private readonly TestProbe _cluster;

    public ConnectionLimitTests()
    {
        _supervisor = CreateTestProbe();
        _cluster = CreateTestProbe();
    }

    [Fact]
    public async Task More_bytes_than_may_wait_close_the_connection_however_few_messages_they_are()
    {
        var (_, calls) = await StartAsync(World.Quick with { ConnectionCredit = 1, ConnectionQueueBytes = 10_000 });
        for (var i = 1; i <= 5; i++)
        {
            await _server.CallsAsync(calls, Told.Add(i, new string('x', 6_000)));
        }

        var closed = await _supervisor.FishForMessageAsync<ConnectionClosed>(_ => true);
        Assert.Equal((CloseCause.Overflow, "10000 bytes wait to be taken in"), (closed.Cause, closed.Why));
    }

    [Fact]
    public async Task Each_entry_of_a_roster_costs_credit()
    {
        var (connection, calls) = await StartAsync(World.Quick with { ConnectionCredit = 8, LivenessTime = TimeSpan.FromMinutes(1) });
        var roster = await FollowAsync(connection, calls);

        await _server.RosterAsync(roster, [.. Enumerable.Range(1, 8).Select(i => Told.Joins(i))]);
        await _server.CallsAsync(calls, Told.Update(1, "later"));
        await _cluster.FishForMessageAsync<ClusterMessage.PartTold>(_ => true);
        await _cluster.ExpectNoMsgAsync(TimeSpan.FromMilliseconds(200));

        connection.Tell(new Confirmed(8));
        await _cluster.FishForMessageAsync<ClusterMessage.CallListTold>(m => m.Updates is [{ Type: UpdateType.Update }]);
    }

    [Fact]
    public async Task A_state_that_changes_for_ever_costs_credit()
    {
        var (connection, calls) = await StartAsync(World.Quick with { ConnectionCredit = 8, LivenessTime = TimeSpan.FromMinutes(1) });
        var roster = await FollowAsync(connection, calls);

        for (var i = 0; i < 50; i++)
        {
            await _server.StateAsync(roster, i % 2 == 0 ? SubscriptionWords.Pending : SubscriptionWords.Active);
        }

        for (var i = 0; i < 8; i++)
        {
            await _cluster.FishForMessageAsync<ClusterMessage.PartState>(_ => true);
        }

        await _cluster.ExpectNoMsgAsync(TimeSpan.FromMilliseconds(200));
        connection.Tell(new Confirmed(8));
        await _cluster.FishForMessageAsync<ClusterMessage.PartState>(_ => true);
    }

    [Fact]
    public async Task However_many_oddities_there_are_the_supervisor_is_told_now_and_then_how_many()
    {
        const int Count = 20_000;
        var (_, calls) = await StartAsync(World.Quick);
        for (var i = 0; i < Count / 100; i++)
        {
            await _server.CallsAsync(calls, [.. Enumerable.Range(1, 100).Select(Told.Remove)]);
        }

        var (notes, told) = (0, 0);
        while (told < Count)
        {
            told += (await _supervisor.FishForMessageAsync<ConnectionNote>(_ => true)).Count;
            notes++;
        }

        Assert.Equal(Count, told);
        Assert.True(notes < Count / 10, $"{notes} notes");
    }

    private async Task<(IActorRef Connection, int Calls)> StartAsync(OrchestratorSettings settings)
    {
        var identity = new ConnectionIdentity(new CallBridgeName("lon1"), 0, new Epoch(1, 1), _cluster);
        var figure = new BridgeFigures().Of(new ClusterName("emea"), identity.Bridge);
        var connection = _supervisor.ChildActorOf(EventConnection.Props(
            identity, _server.Client, Tolerance.None, figure, new World(ActorRefs.Nobody, settings).Runtime));
        connection.Tell(new Want([Resource.Calls]));
        return (connection, await _server.IndexAsync(SubscriptionType.Calls));
    }

    // The roster of call 1, with nothing under way.
    private async Task<int> FollowAsync(IActorRef connection, int calls)
    {
        await _server.CallsAsync(calls, Told.Add(1));
        await _cluster.FishForMessageAsync<ClusterMessage.CallListTold>(_ => true);
        connection.Tell(new Confirmed(1));
        connection.Tell(new Want([Resource.Calls, Resource.Roster(Told.Call(1))]));
        var roster = await _server.IndexAsync(SubscriptionType.CallRoster, Told.Call(1));
        await _cluster.FishForMessageAsync<ClusterMessage.PartState>(m => m.State == SubscriptionWords.Active);
        connection.Tell(new Confirmed(1));
        return roster;
    }
}
