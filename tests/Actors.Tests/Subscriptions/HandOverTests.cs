using Akka.Actor;
using Akka.TestKit;
using CmsOrchestrator.Actors.Clusters;
using CmsOrchestrator.Actors.Connections;
using CmsOrchestrator.Actors.Settings;
using CmsOrchestrator.Actors.Subscriptions;
using CmsOrchestrator.Actors.Tests.Support;
using CmsOrchestrator.Actors.Views;
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
    private long _place;

    public HandOverTests() => _connection = CreateTestProbe();

    [Fact]
    public async Task A_roster_hands_over_all_that_it_says_and_who_has_left()
    {
        var roster = Start(Resource.Roster(Instance.Call));
        Tell(roster, new Subscription.StateChanged(SubscriptionWords.Active));
        Tell(roster, new ServerMessage.RosterUpdate(1, 1, [Told.Joins(1), Told.Joins(2), Told.Joins(3)]));
        Tell(roster, new ServerMessage.RosterUpdate(2, 1, [Told.Leaves(2)]));

        Tell(roster, new HandOverPart(new PartKey(Instance, SlotPart.Roster)));

        var whole = (await FactAsync<ClusterMessage.RosterHandedOver>()).Whole;
        Assert.Equal([Told.Participant(1), Told.Participant(3)], whole.Entries.Select(e => e.Participant).Order());
        Assert.Equal((Told.Participant(2), "callEnded"), whole.Removed.Select(e => (e.Participant, e.Reason)).Single());
        Assert.Equal((SubscriptionWords.Active, Epoch), (whole.State, whole.Epoch));
    }

    [Fact]
    public async Task A_call_list_hands_over_an_instance_with_all_its_updates()
    {
        var calls = Start(Resource.Calls);
        Tell(calls, new ServerMessage.CallListUpdate(1, 1, [Told.Add(1, "before", participants: 3)]));
        Tell(calls, new ServerMessage.CallListUpdate(2, 1, [Told.Update(1, "after")]));

        Tell(calls, new HandOverInstance(Instance, Call));

        var handed = await FactAsync<ClusterMessage.InstanceHandedOver>();
        Assert.Equal("after", handed.Listed!.Values[Element.Name].AsText);
        Assert.Equal(3, handed.Listed.Values[Element.Participants].AsNumber);
        Assert.Equal(new Instant(1), handed.Listed.Since);
    }

    [Fact]
    public async Task What_is_not_in_the_list_is_said_to_be_gone_only_once_the_list_is_whole()
    {
        var calls = Start(Resource.Calls);
        Tell(calls, new HandOverInstance(Instance, Call));
        Tell(calls, new Subscription.Settled(IsLimit: false));
        Tell(calls, new HandOverInstance(Instance, Call));

        Assert.Empty((await _connection.ExpectMsgAsync<Subscription.Facts>()).Messages);
        Assert.IsType<ClusterMessage.CallListCompleted>(Assert.Single((await _connection.ExpectMsgAsync<Subscription.Facts>()).Messages));
        Assert.Null((await FactAsync<ClusterMessage.InstanceHandedOver>()).Listed);
    }

    [Fact]
    public async Task A_roster_message_that_means_nothing_is_confirmed_at_once_and_noted()
    {
        var roster = Start(Resource.Roster(Instance.Call));

        Tell(roster, new ServerMessage.RosterUpdate(1, 1, [Told.Leaves(7), Told.Leaves(8)]));
        Tell(roster, new ServerMessage.RosterUpdate(2, 1, []));

        await _connection.ExpectMsgAsync<Subscription.Note>();
        await _connection.ExpectMsgAsync<Subscription.Note>();
        await _connection.ExpectMsgAsync(new Confirmed(2));
        Assert.Empty((await _connection.ExpectMsgAsync<Subscription.Facts>()).Messages);
        await _connection.ExpectMsgAsync(new Confirmed(1));
        Assert.Empty((await _connection.ExpectMsgAsync<Subscription.Facts>()).Messages);
    }

    private IActorRef Start(Resource resource) => _connection.ChildActorOf(
        Subscription.Props(
            new ConnectionIdentity(Bridge, 0, Epoch, ActorRefs.Nobody), resource, new BridgeFigures().Of(new ClusterName("emea"), Bridge), new OrchestratorSettings()));

    private void Tell(IActorRef subscription, object message) => subscription.Tell(new Subscription.InOrder(++_place, new Instant(_place), message));

    private async Task<T> FactAsync<T>()
        where T : ClusterMessage
    {
        var facts = await _connection.FishForMessageAsync<Subscription.Facts>(f => f.Messages.OfType<T>().Any());
        return facts.Messages.OfType<T>().Single();
    }
}
