using Akka.Actor;
using Akka.TestKit;
using CmsOrchestrator.Actors.Clusters;
using CmsOrchestrator.Actors.Connections;
using CmsOrchestrator.Actors.Subscriptions;
using CmsOrchestrator.Actors.Tests.Support;
using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Calls;
using CmsOrchestrator.Model.Planning;
using CmsOrchestrator.Model.Subscriptions;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Actors.Tests.Subscriptions;

public sealed class HandOverTests : ActorTest
{
    private static readonly CallBridgeName Bridge = new("lon1");
    private static readonly Epoch Epoch = new(1, 1);
    private static readonly InstanceKey Instance = new(Bridge, Told.Call(1));
    private static readonly CallKey Call = CallKey.Of(Told.Correlator(1));

    private readonly TestProbe _connection;
    private readonly TestProbe _cluster;

    public HandOverTests()
    {
        _connection = CreateTestProbe();
        _cluster = CreateTestProbe();
    }

    [Fact]
    public async Task A_roster_hands_over_all_that_it_says_and_who_has_left()
    {
        var roster = Start(Resource.Roster(Instance.Call));
        roster.Tell(new Subscription.StateChanged(SubscriptionWords.Active));
        roster.Tell(new ServerMessage.RosterUpdate(1, 1, [Told.Joins(1), Told.Joins(2), Told.Joins(3)]));
        roster.Tell(new ServerMessage.RosterUpdate(2, 1, [Told.Leaves(2)]));

        roster.Tell(new HandOverPart(new PartKey(Instance, SlotPart.Roster)));

        var whole = (await _cluster.FishForMessageAsync<ClusterMessage.RosterHandedOver>(_ => true)).Whole;
        Assert.Equal([Told.Participant(1), Told.Participant(3)], whole.Entries.Select(e => e.Participant).Order());
        Assert.Equal((Told.Participant(2), "callEnded"), whole.Removed.Select(e => (e.Participant, e.Reason)).Single());
        Assert.Equal((SubscriptionWords.Active, Epoch), (whole.State, whole.Epoch));
    }

    [Fact]
    public async Task A_call_list_hands_over_an_instance_with_all_its_updates()
    {
        var calls = Start(Resource.Calls);
        calls.Tell(new ServerMessage.CallListUpdate(1, 1, [Told.Add(1, "before", participants: 3)]));
        calls.Tell(new ServerMessage.CallListUpdate(2, 1, [Told.Update(1, "after")]));

        calls.Tell(new HandOverInstance(Instance, Call));

        var handed = await _cluster.FishForMessageAsync<ClusterMessage.InstanceHandedOver>(_ => true);
        Assert.Equal("after", handed.Values![Element.Name].AsText);
        Assert.Equal(3, handed.Values[Element.Participants].AsNumber);
    }

    [Fact]
    public async Task What_is_not_in_the_list_is_said_to_be_gone_only_once_the_list_is_whole()
    {
        var calls = Start(Resource.Calls);
        calls.Tell(new HandOverInstance(Instance, Call));
        calls.Tell(new Subscription.Settled(IsLimit: false));
        calls.Tell(new HandOverInstance(Instance, Call));

        await _cluster.ExpectMsgAsync<ClusterMessage.CallListCompleted>();
        Assert.Null((await _cluster.ExpectMsgAsync<ClusterMessage.InstanceHandedOver>()).Values);
    }

    [Fact]
    public async Task A_roster_message_that_means_nothing_is_confirmed_at_once_and_noted()
    {
        var roster = Start(Resource.Roster(Instance.Call));

        roster.Tell(new ServerMessage.RosterUpdate(1, 1, [Told.Leaves(7), Told.Leaves(8)]));
        roster.Tell(new ServerMessage.RosterUpdate(2, 1, []));

        await _connection.ExpectMsgAsync<Subscription.Note>();
        await _connection.ExpectMsgAsync<Subscription.Note>();
        await _connection.ExpectMsgAsync(new Confirmed(1));
        await _connection.ExpectMsgAsync(new Confirmed(1));
        await _cluster.ExpectNoMsgAsync(TimeSpan.FromMilliseconds(50));
    }

    private IActorRef Start(Resource resource) => _connection.ChildActorOf(
        Subscription.Props(new ConnectionIdentity(Bridge, 0, Epoch, _cluster.Ref), resource, new World(ActorRefs.Nobody).Runtime));
}
