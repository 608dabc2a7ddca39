using CmsOrchestrator.Model.Calls;
using CmsOrchestrator.Model.Subscriptions;
using CmsOrchestrator.Model.Tests.Support;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Model.Tests.Clusters;

public class RoutingTests
{
    private readonly RecordedCluster _cluster = new();

    [Fact]
    public void Instances_of_one_correlator_are_one_call_whatever_their_GUIDs()
    {
        _cluster.Connect(1, Ids.Lon, 1, 10, 1);
        _cluster.Connect(1, Ids.Fra, 2, 10);
        _cluster.Add(1, Ids.Fra, 2, 7, Values.Call(correlator: 1));
        Assert.Equal(2, _cluster.Facts<CallFact.InstanceAdded>(1).Count());
    }

    [Fact]
    public void Without_a_correlator_the_GUID_stands_in_and_a_late_one_moves_the_instance_with_all_it_has()
    {
        _cluster.Connect(1, Ids.Lon, 1, 10);
        _cluster.Add(1, Ids.Lon, 1, 7, Values.Call(participants: 3));
        var standIn = CallKey.StandIn(Ids.Call(7));
        Assert.Equal(standIn, Assert.Single(_cluster.Told).Call);
        _cluster.Plan(1);
        Assert.True(_cluster.HasRoster(Ids.Lon, 7));
        _cluster.Roster(1, Ids.Lon, 1, 7, "active");

        _cluster.List(2, Ids.Lon, 1, 7, UpdateType.Update, Values.Call(correlator: 1));
        Assert.IsType<CallFact.InstanceMoved>(_cluster.Told[^1].Fact);
        Assert.Equal($"{Ids.Instance(Ids.Lon, 7)} to {Ids.Key(1)}", Assert.Single(_cluster.HandOvers));
        _cluster.State.InstanceHandedOver(Ids.At(2), Ids.Instance(Ids.Lon, 7), Ids.Epoch(1), Ids.Key(1), new ListedCall(Values.Call(correlator: 1), Ids.At(1)), null);

        Assert.Single(_cluster.Facts<CallFact.InstanceAdded>(1));
        Assert.Contains($"Roster of {Ids.Instance(Ids.Lon, 7)}", _cluster.HandOvers);
        _cluster.Plan(3);
        Assert.True(_cluster.HasRoster(Ids.Lon, 7));
        Assert.False(_cluster.State.HasInstances(standIn));
    }

    [Theory]
    [InlineData("")]
    [InlineData("not a GUID")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    public void A_correlator_that_is_none_counts_as_none(string correlator)
    {
        _cluster.Connect(1, Ids.Lon, 1, 10);
        _cluster.Add(1, Ids.Lon, 1, 7, Values.Of(Element.CallCorrelator, correlator));
        Assert.True(Assert.Single(_cluster.Told).Call.IsStandIn);
    }

    [Fact]
    public void Nothing_of_a_lost_connection_counts_any_more_and_everything_is_confirmed()
    {
        _cluster.Connect(1, Ids.Lon, 1, 10, 1);
        _cluster.Lose(2, Ids.Lon, 1);
        var told = _cluster.Told.Count;
        _cluster.List(3, Ids.Lon, 1, 1, UpdateType.Remove);
        _cluster.List(3, Ids.Lon, 1, 2, UpdateType.Add);
        _cluster.ListCompleted(3, Ids.Lon, 1);
        _cluster.State.CallListState(Ids.At(3), Ids.Lon, Ids.Epoch(1), "active");
        _cluster.RosterIsThere(3, Ids.Lon, 1, 1);
        _cluster.State.PartTold(Ids.Instance(Ids.Lon, 1), Ids.Epoch(1), new CallFact.RosterTold(Ids.At(3), Ids.Instance(Ids.Lon, 1), Ids.Epoch(1), []), "origin");
        _cluster.State.InstanceHandedOver(Ids.At(3), Ids.Instance(Ids.Lon, 1), Ids.Epoch(1), Ids.Key(1), new ListedCall(Values.None, Ids.At(1)), null);
        _cluster.Lose(3, Ids.Lon, 1);

        Assert.Equal(told, _cluster.Told.Count);
        Assert.Equal(4, _cluster.Confirmed);
    }

    [Fact]
    public void Updates_and_removals_of_calls_that_are_not_there_are_confirmed_and_go_nowhere()
    {
        _cluster.Connect(1, Ids.Lon, 1, 10);
        _cluster.List(2, Ids.Lon, 1, 1, UpdateType.Update);
        _cluster.List(2, Ids.Lon, 1, 1, UpdateType.Remove);
        Assert.Empty(_cluster.Told);
        Assert.Equal(2, _cluster.Confirmed);
    }

    [Fact]
    public void A_list_that_completes_tells_each_of_its_bridges_calls_and_forgets_what_was_not_repeated()
    {
        _cluster.Connect(1, Ids.Lon, 1, 10, 1, 2);
        _cluster.Lose(2, Ids.Lon, 1);
        _cluster.Connect(3, Ids.Lon, 2, 10, 1);
        _cluster.ListCompleted(4, Ids.Lon, 2);
        _cluster.ListCompleted(5, Ids.Lon, 2);

        Assert.Single(_cluster.Facts<CallFact.CallListCompleted>(1));
        Assert.Single(_cluster.Facts<CallFact.CallListCompleted>(2));
        Assert.True(_cluster.State.HasInstances(Ids.Key(1)));
        Assert.False(_cluster.State.HasInstances(Ids.Key(2)));
    }

    [Fact]
    public void A_bridge_that_stays_away_too_long_is_lost_once_and_one_that_never_came_has_its_time_from_the_start()
    {
        _cluster.Connect(1, Ids.Lon, 1, 10, 1);
        _cluster.Lose(100, Ids.Lon, 1);
        _cluster.State.AggregateRecovered(Ids.At(1), Ids.Key(2), [RecordedCluster.Slot(Ids.Fra, 2, new Epoch(0, 1))]);
        _cluster.State.Tick(Ids.At(599.9));
        Assert.Empty(_cluster.Facts<CallFact.BridgeLost>(2));
        _cluster.State.Tick(Ids.At(600));
        Assert.Single(_cluster.Facts<CallFact.BridgeLost>(2));
        Assert.Empty(_cluster.Facts<CallFact.BridgeLost>(1));
        _cluster.State.Tick(Ids.At(700));
        _cluster.State.Tick(Ids.At(701));
        Assert.Single(_cluster.Facts<CallFact.BridgeLost>(1));
    }

    [Fact]
    public void A_bridge_that_left_the_configuration_loses_its_slots_at_once_also_those_that_are_recovered_later()
    {
        _cluster.Connect(1, Ids.Lon, 1, 10, 1);
        _cluster.State.BridgeRemoved(Ids.At(2), Ids.Lon);
        _cluster.State.AggregateRecovered(Ids.At(3), Ids.Key(2), [RecordedCluster.Slot(Ids.Lon, 2, new Epoch(0, 1))]);

        Assert.Single(_cluster.Facts<CallFact.BridgeRemoved>(1));
        Assert.Single(_cluster.Facts<CallFact.BridgeRemoved>(2));
        Assert.False(_cluster.State.HasInstances(Ids.Key(1)));
    }

    [Fact]
    public void A_recovered_aggregate_is_given_what_is_there_and_told_what_went_meanwhile()
    {
        _cluster.Connect(1, Ids.Lon, 1, 10, 1);
        _cluster.Connect(1, Ids.Fra, 2, 10);
        _cluster.ListCompleted(2, Ids.Fra, 2);
        _cluster.State.AggregateRecovered(
            Ids.At(3), Ids.Key(1), [RecordedCluster.Slot(Ids.Lon, 1, new Epoch(0, 1)), RecordedCluster.Slot(Ids.Fra, 9, new Epoch(0, 2))]);
        Assert.Equal(2, _cluster.HandOvers.Count);

        _cluster.ListCompleted(4, Ids.Lon, 1);
        Assert.Empty(_cluster.Facts<CallFact.CallListCompleted>(1));
        _cluster.State.InstanceHandedOver(Ids.At(5), Ids.Instance(Ids.Fra, 9), Ids.Epoch(2), Ids.Key(1), null, new CallRemoval(Ids.At(4), "allLeft"));
        _cluster.State.InstanceHandedOver(Ids.At(5), Ids.Instance(Ids.Lon, 1), Ids.Epoch(1), Ids.Key(1), new ListedCall(Values.Call(correlator: 1), Ids.At(1)), null);

        var removed = Assert.Single(_cluster.Facts<CallFact.InstanceRemoved>(1));
        Assert.Equal(("allLeft", Ids.At(4)), (removed.Reason, removed.At));
        Assert.Equal([Ids.Fra, Ids.Lon], _cluster.Facts<CallFact.CallListCompleted>(1).Select(f => f.Bridge));
        Assert.IsType<CallFact.InstanceAdded>(_cluster.Told[^2].Fact);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_went_on_the_same_connection_while_the_aggregate_was_away_is_told_with_its_time_before_the_list_is_complete(bool isRemembered)
    {
        _cluster.Connect(1, Ids.Lon, 1, 10, 1);
        _cluster.List(2, Ids.Lon, 1, 1, UpdateType.Remove);
        _cluster.Told.Clear();
        _cluster.State.AggregateRecovered(Ids.At(30), Ids.Key(1), [RecordedCluster.Slot(Ids.Lon, 1, Ids.Epoch(1))]);
        Assert.Equal([$"{Ids.Instance(Ids.Lon, 1)} to {Ids.Key(1)}"], _cluster.HandOvers);
        Assert.Empty(_cluster.Facts<CallFact.InstanceRemoved>(1));
        if (!isRemembered)
        {
            _cluster.ListCompleted(31, Ids.Lon, 1);
            Assert.Equal(2, _cluster.HandOvers.Count);
        }

        _cluster.State.InstanceHandedOver(
            Ids.At(32), Ids.Instance(Ids.Lon, 1), Ids.Epoch(1), Ids.Key(1), null, isRemembered ? new CallRemoval(Ids.At(2), "allLeft") : null);
        var removed = Assert.Single(_cluster.Facts<CallFact.InstanceRemoved>(1));
        Assert.Equal(isRemembered ? (Ids.At(2), "allLeft") : (Ids.At(32), null), (removed.At, removed.Reason));
        Assert.False(_cluster.State.HasInstances(Ids.Key(1)));
    }

    [Fact]
    public void What_went_and_came_again_before_the_list_is_complete_is_not_waited_for()
    {
        _cluster.Connect(1, Ids.Lon, 1, 10, 1);
        _cluster.List(2, Ids.Lon, 1, 1, UpdateType.Remove);
        _cluster.State.AggregateRecovered(Ids.At(3), Ids.Key(1), [RecordedCluster.Slot(Ids.Lon, 1, Ids.Epoch(1))]);
        _cluster.Add(4, Ids.Lon, 1, 1, Values.Call(correlator: 1));
        _cluster.ListCompleted(5, Ids.Lon, 1);
        Assert.Equal([Ids.Call(1)], Assert.Single(_cluster.Facts<CallFact.CallListCompleted>(1)).There!);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_went_while_the_aggregate_was_away_is_told_though_the_list_is_lost_before_it_says_how(bool isRemoved)
    {
        _cluster.Connect(1, Ids.Lon, 1, 10);
        _cluster.Connect(1, Ids.Fra, 2, 10, 1);
        _cluster.ListCompleted(2, Ids.Lon, 1);
        _cluster.State.AggregateRecovered(
            Ids.At(3), Ids.Key(1), [RecordedCluster.Slot(Ids.Lon, 9, Ids.Epoch(1)), RecordedCluster.Slot(Ids.Fra, 1, Ids.Epoch(2))]);
        if (isRemoved)
        {
            _cluster.State.BridgeRemoved(Ids.At(4), Ids.Lon);
            Assert.Equal(Ids.Lon, Assert.Single(_cluster.Facts<CallFact.BridgeRemoved>(1)).Bridge);
            return;
        }

        _cluster.Lose(4, Ids.Lon, 1);
        _cluster.Connect(5, Ids.Lon, 3, 10);
        _cluster.ListCompleted(6, Ids.Lon, 3);
        var completed = Assert.Single(_cluster.Facts<CallFact.CallListCompleted>(1));
        Assert.Equal((Ids.Lon, Ids.Epoch(3)), (completed.Bridge, completed.Epoch));
        Assert.Empty(completed.There!);
    }

    [Fact]
    public void What_a_list_did_not_repeat_is_told_though_it_is_lost_while_the_call_waits_for_it()
    {
        _cluster.Connect(1, Ids.Lon, 1, 10, 1);
        _cluster.Connect(1, Ids.Fra, 2, 10, 1);
        _cluster.Lose(2, Ids.Lon, 1);
        _cluster.Connect(3, Ids.Lon, 3, 10);
        _cluster.Add(3, Ids.Lon, 3, 8, Values.Call(correlator: 1));
        _cluster.State.AggregateRecovered(Ids.At(4), Ids.Key(1), [RecordedCluster.Slot(Ids.Lon, 1, Ids.Epoch(1))]);
        _cluster.ListCompleted(5, Ids.Lon, 3);
        _cluster.Lose(6, Ids.Lon, 3);
        Assert.Empty(_cluster.Facts<CallFact.CallListCompleted>(1));

        _cluster.Connect(7, Ids.Lon, 4, 10);
        _cluster.Add(7, Ids.Lon, 4, 8, Values.Call(correlator: 1));
        _cluster.ListCompleted(8, Ids.Lon, 4);
        Assert.Equal([Ids.Call(8)], Assert.Single(_cluster.Facts<CallFact.CallListCompleted>(1)).There!);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Of_a_stand_in_and_the_call_that_its_instance_went_over_to_the_call_has_it_whichever_is_recovered_first(bool isStandInFirst)
    {
        var standIn = CallKey.StandIn(Ids.Call(7));
        var calls = isStandInFirst ? [standIn, Ids.Key(1)] : new[] { Ids.Key(1), standIn };
        foreach (var call in calls)
        {
            _cluster.State.AggregateRecovered(Ids.At(1), call, [RecordedCluster.Slot(Ids.Lon, 7, new Epoch(0, 1))]);
        }

        var moved = Assert.Single(_cluster.Told, t => t.Fact is CallFact.InstanceMoved);
        Assert.Equal(standIn, moved.Call);
        Assert.True(_cluster.State.HasInstances(Ids.Key(1)));
        Assert.False(_cluster.State.HasInstances(standIn));
    }
}
