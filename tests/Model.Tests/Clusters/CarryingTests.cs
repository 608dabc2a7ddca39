using CmsOrchestrator.Model.Calls;
using CmsOrchestrator.Model.Tests.Support;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Model.Tests.Clusters;

/// <summary>Who carries a roster, and what becomes of it.</summary>
public class CarryingTests
{
    private readonly RecordedCluster _cluster = new();

    [Fact]
    public void A_roster_that_told_nobody_while_its_instance_has_participants_waits_for_the_longest_time()
    {
        Carried(by: Ids.Lon);
        Settled(count: 0, isLimit: false);
        Assert.Empty(_cluster.Facts<CallFact.RosterCompleted>(1));
        Settled(count: 0, isLimit: true);
        Assert.Single(_cluster.Facts<CallFact.RosterCompleted>(1));
        Settled(count: 0, isLimit: true);
        Assert.Single(_cluster.Facts<CallFact.RosterCompleted>(1));
    }

    [Fact]
    public void An_empty_roster_of_an_instance_without_participants_does_not()
    {
        Carried(by: Ids.Lon);
        _cluster.List(2, Ids.Lon, 1, 1, UpdateType.Update, Values.Participants(0));
        Settled(count: 0, isLimit: false);
        Assert.Single(_cluster.Facts<CallFact.RosterCompleted>(1));
    }

    [Fact]
    public void The_successor_of_a_supervisor_is_told_what_is_wanted_even_if_that_is_what_was_wanted_before()
    {
        Carried(by: Ids.Lon);
        _cluster.Wanted.Clear();
        _cluster.State.SupervisorStopped(Ids.At(2), Ids.Lon);
        _cluster.Connect(2, Ids.Lon, 2, 10, 1);
        _cluster.Plan(2);
        Assert.True(_cluster.HasRoster(Ids.Lon, 1));
    }

    [Fact]
    public void A_roster_deactivated_is_asked_from_another_host_at_once()
    {
        Carried(by: Ids.Lon);
        _cluster.Connect(2, Ids.Fra, 2, 10);
        _cluster.Add(2, Ids.Fra, 2, 7, Values.Call(correlator: 1));
        _cluster.Roster(3, Ids.Lon, 1, 1, "deactivated");
        Assert.True(_cluster.State.NeedsPlan);
        _cluster.Plan(3);

        Assert.False(_cluster.HasRoster(Ids.Lon, 1));
        Assert.True(_cluster.HasRoster(Ids.Fra, 7));
    }

    [Fact]
    public void A_roster_deactivated_whose_bridge_alone_hosts_the_call_is_asked_for_again_under_back_off()
    {
        Carried(by: Ids.Lon);
        _cluster.Roster(3, Ids.Lon, 1, 1, "deactivated");
        _cluster.Plan(3);
        Assert.False(_cluster.HasRoster(Ids.Lon, 1));
        _cluster.State.Tick(Ids.At(3.9));
        Assert.False(_cluster.State.NeedsPlan);
        _cluster.State.Tick(Ids.At(4));
        Assert.True(_cluster.State.NeedsPlan);
        _cluster.Plan(4);
        Assert.True(_cluster.HasRoster(Ids.Lon, 1));
    }

    [Fact]
    public void A_roster_that_stays_pending_is_asked_from_another_host_as_well()
    {
        Overdue();

        Assert.True(_cluster.HasRoster(Ids.Fra, 7));
        Assert.True(_cluster.HasRoster(Ids.Lon, 1));
        _cluster.Roster(12, Ids.Lon, 1, 1, "active");
        Assert.Equal(SubscriptionWords.Active, _cluster.Facts<CallFact.PartState>(1).Last().State);
    }

    [Fact]
    public void A_host_that_stays_pending_twice_as_long_is_asked_anew_and_does_not_read_pending_meanwhile()
    {
        Overdue();
        _cluster.State.Tick(Ids.At(21));
        Assert.True(_cluster.State.NeedsPlan);
        _cluster.Plan(21);

        Assert.False(_cluster.HasRoster(Ids.Lon, 1));
        Assert.Equal(PartStates.None, _cluster.Facts<CallFact.PartState>(1).Last().State);
        _cluster.Roster(22, Ids.Lon, 1, 1, "active");
        Assert.Equal(PartStates.None, _cluster.Facts<CallFact.PartState>(1).Last().State);
    }

    [Fact]
    public void What_a_connection_carried_stays_until_it_is_replaced_and_goes_then()
    {
        Carried(by: Ids.Lon);
        _cluster.RosterIsThere(2, Ids.Lon, 1, 1);
        _cluster.Connect(3, Ids.Fra, 2, 10);
        _cluster.Add(3, Ids.Fra, 2, 7, Values.Call(correlator: 1));
        _cluster.Lose(4, Ids.Lon, 1);
        _cluster.Plan(4);
        Assert.True(_cluster.HasRoster(Ids.Fra, 7));
        Assert.Empty(_cluster.Facts<CallFact.PartGivenUp>(1));

        _cluster.RosterIsThere(5, Ids.Fra, 2, 7);
        _cluster.State.RoomChanged(Ids.Lon, 0);
        _cluster.Connect(6, Ids.Lon, 3, 0, 1);
        _cluster.Plan(6);
        Assert.Equal(RecordedCluster.RosterKey(Ids.Lon, 1).Instance, Assert.Single(_cluster.Facts<CallFact.PartGivenUp>(1)).Key);
    }

    [Fact]
    public void A_second_host_s_roster_goes_on_when_the_first_ends()
    {
        Carried(by: Ids.Lon);
        _cluster.RosterIsThere(2, Ids.Lon, 1, 1);
        _cluster.Connect(3, Ids.Fra, 2, 10);
        _cluster.Add(3, Ids.Fra, 2, 7, Values.Call(correlator: 1));
        _cluster.Plan(3);
        Assert.True(_cluster.HasRoster(Ids.Lon, 1));
        Assert.True(_cluster.HasRoster(Ids.Fra, 7));

        _cluster.RosterIsThere(4, Ids.Fra, 2, 7);
        _cluster.Plan(4);
        Assert.True(_cluster.HasRoster(Ids.Lon, 1));
        _cluster.List(5, Ids.Lon, 1, 1, UpdateType.Remove, reason: "allLeft");
        _cluster.Plan(5);
        Assert.True(_cluster.HasRoster(Ids.Fra, 7));
    }

    [Fact]
    public void A_quick_reconnection_before_the_next_plan_keeps_what_was_asked_for()
    {
        Carried(by: Ids.Lon);
        _cluster.Lose(4, Ids.Lon, 1);
        _cluster.State.ConnectionOpened(Ids.Lon, Ids.Epoch(2));
        _cluster.RosterIsThere(4, Ids.Lon, 2, 1);
        Assert.Single(_cluster.Facts<CallFact.RosterCompleted>(1));
    }

    [Fact]
    public void A_recovered_call_whose_list_is_lost_before_it_answers_is_handed_the_roster_that_lives_on_another_connection()
    {
        var roster = $"Roster of {Ids.Instance(Ids.Lon, 1)}";
        _cluster.Connect(1, Ids.Lon, 1, 10, 1);
        _cluster.State.ConnectionOpened(Ids.Lon, Ids.Epoch(5));
        _cluster.Plan(1);
        _cluster.RosterIsThere(2, Ids.Lon, 5, 1);
        _cluster.State.AggregateRecovered(Ids.At(3), Ids.Key(1), [RecordedCluster.Slot(Ids.Lon, 1, Ids.Epoch(1), withRoster: true)]);
        Assert.DoesNotContain(roster, _cluster.HandOvers);

        _cluster.Lose(4, Ids.Lon, 1);
        Assert.Equal(roster, _cluster.HandOvers[^1]);
        _cluster.HandOvers.Clear();
        _cluster.Connect(5, Ids.Lon, 6, 10, 1);
        Assert.Equal([roster], _cluster.HandOvers);
    }

    [Fact]
    public void Without_room_a_call_is_degraded_and_its_roster_given_up_and_again_when_it_comes_back()
    {
        Carried(by: Ids.Lon);
        _cluster.RosterIsThere(2, Ids.Lon, 1, 1);
        _cluster.State.RoomChanged(Ids.Lon, 0);
        _cluster.Plan(3);
        Assert.True(Assert.Single(_cluster.Facts<CallFact.Degraded>(1)).IsDegraded);
        Assert.Contains(_cluster.Facts<CallFact.PartGivenUp>(1), f => f.Part == SlotPart.Roster);

        _cluster.List(4, Ids.Lon, 1, 1, UpdateType.Remove);
        _cluster.Add(4, Ids.Lon, 1, 2, Values.Call(correlator: 1));
        _cluster.Plan(5);
        Assert.Equal(2, _cluster.Facts<CallFact.Degraded>(1).Count());

        _cluster.State.RoomChanged(Ids.Lon, 5);
        _cluster.Plan(6);
        Assert.False(_cluster.Facts<CallFact.Degraded>(1).Last().IsDegraded);
    }

    [Fact]
    public void A_call_that_was_degraded_while_its_aggregate_and_then_its_bridge_were_away_is_degraded_once_it_has_an_instance()
    {
        _cluster.Connect(1, Ids.Lon, 1, 0, 1);
        _cluster.Plan(1);
        Assert.True(Assert.Single(_cluster.Facts<CallFact.Degraded>(1)).IsDegraded);
        _cluster.Lose(2, Ids.Lon, 1);
        _cluster.Told.Clear();
        _cluster.State.AggregateRecovered(Ids.At(3), Ids.Key(1), []);
        _cluster.Connect(4, Ids.Lon, 2, 0, 1);
        _cluster.Plan(4);

        var scene = new CallScene();
        foreach (var fact in _cluster.Facts<CallFact>(1))
        {
            scene.Tell(fact);
        }

        Assert.True(scene.View.Degraded);
    }

    private void Carried(CallBridgeName by)
    {
        _cluster.Connect(1, by, 1, 10, 1);
        _cluster.Plan(1);
        Assert.True(_cluster.HasRoster(by, 1));
        _cluster.Roster(1, by, 1, 1, "active");
    }

    private void Settled(int count, bool isLimit) =>
        _cluster.State.RosterSettled(Ids.At(3), Ids.Instance(Ids.Lon, 1), Ids.Epoch(1), count, isLimit);

    private void Overdue()
    {
        _cluster.Connect(1, Ids.Lon, 1, 20, 1);
        _cluster.Connect(1, Ids.Fra, 2, 10);
        _cluster.Add(1, Ids.Fra, 2, 7, Values.Call(correlator: 1));
        _cluster.Plan(1);
        Assert.True(_cluster.HasRoster(Ids.Lon, 1));
        _cluster.Roster(2, Ids.Lon, 1, 1, "pending");
        _cluster.State.Tick(Ids.At(11));
        Assert.True(_cluster.State.NeedsPlan);
        _cluster.Plan(11);
    }
}
