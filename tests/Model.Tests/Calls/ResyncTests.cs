using CmsOrchestrator.Model.Calls;
using CmsOrchestrator.Model.Tests.Support;
using static CmsOrchestrator.Model.Tests.Support.Values;

namespace CmsOrchestrator.Model.Tests.Calls;

/// <summary>Disconnections, restarts, and the fence that tells what is gone (design.md, "Merging").</summary>
public class ResyncTests
{
    private readonly CallScene _scene = new();
    private readonly BridgeScript _lon = new(Ids.Lon, 1);
    private readonly BridgeScript _fra = new(Ids.Fra, 2);

    [Fact]
    public void A_lost_connection_makes_stale_with_since_when_and_takes_nothing_away()
    {
        _scene.Tell(_lon.WithRoster(1, Join(1, "Ann")));
        _scene.Tell(_lon.Lost(5));

        var instance = Assert.Single(_scene.View.Instances);
        Assert.Equal(("stale", Ids.At(5), "none"), (instance.Freshness, instance.StaleSince, instance.Roster));
        Assert.Equal("stale", _scene.Person(1)!.Freshness);
        Assert.Equal("Ann", _scene.Person(1)!.Name);
    }

    [Fact]
    public void Only_what_that_connection_fed_turns_stale()
    {
        var other = _lon.Reconnected(2);
        _scene.Tell(_lon.Added(1), other.RosterActive(1), other.Roster(1, Join(1)), other.RosterCompleted(1));

        _scene.Tell(other.Lost(5));
        Assert.Equal("live", Assert.Single(_scene.View.Instances).Freshness);
        Assert.Equal("stale", _scene.Person(1)!.Freshness);
    }

    [Fact]
    public void What_the_new_connection_repeats_goes_on_as_the_same_session()
    {
        _scene.Tell(_lon.Added(1));
        var id = _scene.View.Id;
        _scene.Tell(_lon.Lost(5));
        _scene.Tell(_lon.Reconnected(2).Added(7));
        _scene.Tell(_lon.Reconnected(2).ListCompleted(8));

        Assert.Equal(id, _scene.View.Id);
        Assert.Equal("live", _scene.View.Freshness);
    }

    [Fact]
    public void What_it_does_not_repeat_ended_at_its_last_sign_of_life()
    {
        _scene.Tell(_lon.WithRoster(1, Join(1)));
        _scene.Tell(_lon.Lost(5));
        _scene.Tell(_lon.Reconnected(2).ListCompleted(8));

        var ended = Assert.Single(_scene.Ended).Call!;
        Assert.Equal((Reasons.NotSeenAfterReconnect, Ids.At(5)), (ended.EndReason, ended.EndedAt));
        Assert.Equal((Reasons.NotSeenAfterReconnect, Ids.At(5)), (Assert.Single(_scene.Left).LeaveReason, _scene.Left.Single().LeftAt));
    }

    [Fact]
    public void The_last_sign_of_life_is_the_latest_of_all_its_instances_whichever_fence_comes_first()
    {
        _scene.Tell(_lon.Added(1), _fra.Added(2));
        _scene.Tell(_lon.Lost(9));
        _scene.Tell(_fra.Lost(5));
        _scene.Tell(_lon.Reconnected(2).ListCompleted(12));
        _scene.Tell(_fra.Reconnected(2).ListCompleted(13));

        Assert.Equal(Ids.At(9), Assert.Single(_scene.Ended).Call!.EndedAt);
    }

    [Fact]
    public void A_roster_is_a_sign_of_life()
    {
        _scene.Tell(_lon.WithRoster(1, Join(1)));
        _scene.Tell(_lon.Roster(7, Change(1, "Ann")));
        _scene.Tell(new CallFact.Recovered(Ids.At(100)));
        _scene.Tell(_lon.Reconnected(2).ListCompleted(102));

        Assert.Equal(Ids.At(7), Assert.Single(_scene.Ended).Call!.EndedAt);
    }

    [Fact]
    public void A_space_that_is_used_again_while_the_program_was_away_is_another_session()
    {
        _scene.Tell(_lon.WithRoster(1, Join(1)));
        var old = _scene.View.Id;
        _scene.Tell(new CallFact.Recovered(Ids.At(100)));
        var used = new BridgeScript(Ids.Lon, 3, 2);
        _scene.Tell(used.WithRoster(101, Join(2)));
        Assert.Equal(old, _scene.View.Id);
        _scene.Tell(used.ListCompleted(102));

        Assert.NotEqual(old, _scene.View.Id);
        Assert.Equal(Ids.At(101), _scene.View.StartedAt);
        Assert.Equal([Ids.Person(2)], _scene.State.Present.Keys);
        Assert.Equal((old, Ids.At(1)), (Assert.Single(_scene.Ended).Call!.Id, _scene.Ended.Single().Call!.EndedAt));
    }

    [Fact]
    public void An_instance_that_comes_while_the_others_are_stale_belongs_to_their_session_once_one_is_there_again()
    {
        _scene.Tell(_lon.Added(1));
        var id = _scene.View.Id;
        _scene.Tell(_lon.Lost(5));
        _scene.Tell(_fra.Added(6));
        _scene.Tell(_lon.Reconnected(2).Added(7), _lon.Reconnected(2).ListCompleted(8));
        _scene.Tell(_lon.Reconnected(2).Removed(9));
        _scene.Tell(_fra.Lost(10), _fra.Reconnected(3).Added(11), _fra.Reconnected(3).ListCompleted(12));

        Assert.Equal(id, _scene.View.Id);
        Assert.Empty(_scene.Ended);
    }

    [Fact]
    public void An_instance_that_came_meanwhile_goes_on_with_the_session_if_its_bridge_is_lost()
    {
        _scene.Tell(_lon.Added(1));
        var id = _scene.View.Id;
        _scene.Tell(_lon.Lost(5));
        _scene.Tell(_fra.Added(6));
        _scene.Tell(new CallFact.BridgeLost(Ids.At(605), Ids.Lon));
        _scene.Tell(_fra.Lost(700));
        _scene.Tell(new BridgeScript(Ids.Ams, 9).Added(701));
        _scene.Tell(_fra.Reconnected(4).Added(702), _fra.Reconnected(4).ListCompleted(703));

        Assert.Equal(id, _scene.View.Id);
        Assert.Empty(_scene.Ended);
    }

    [Fact]
    public void After_a_start_everything_is_stale_since_the_start_unless_earlier()
    {
        _scene.Tell(_lon.Added(1), _fra.Added(1));
        _scene.Tell(_lon.Lost(5));
        _scene.Tell(new CallFact.Recovered(Ids.At(100)));

        Assert.Equal([Ids.At(100), Ids.At(5)], _scene.View.Instances.Select(i => i.StaleSince!.Value));
        Assert.False(_scene.Tell(new CallFact.Recovered(Ids.At(101))));
    }

    [Fact]
    public void What_is_stale_since_a_later_time_was_stale_before_a_start_after_which_the_clock_was_set_back()
    {
        _scene.Tell(_lon.WithRoster(1, Join(1)));
        _scene.Tell(new CallFact.Recovered(Ids.At(900)));
        _scene.Tell(new CallFact.Recovered(Ids.At(100)));
        _scene.Tell(_fra.WithRoster(101, Join(2)));
        Assert.Equal(Ids.Person(1), Assert.Single(_scene.Left).Participant);

        _scene.Tell(_fra.Lost(102));
        Assert.Equal([Ids.Person(2)], _scene.State.Present.Keys);
    }

    [Fact]
    public void What_waits_while_a_call_is_recovered_was_told_before_that_and_is_later_than_what_was_known_before()
    {
        var fra = _fra.Reconnected(3);
        _scene.Tell([.. _lon.WithRoster(1, Join(1), Join(2)), .. _fra.WithRoster(1, Join(1), Join(2))]);
        _scene.Tell(new CallFact.Recovered(Ids.At(10)));
        _scene.Tell(fra.WithRoster(8, Join(2)));
        Assert.Equal(Ids.Person(1), Assert.Single(_scene.Left).Participant);

        _scene.Tell(new CallFact.BridgeRemoved(Ids.At(9), Ids.Fra));
        Assert.Equal([Ids.Person(2)], _scene.State.Present.Keys);
    }

    [Fact]
    public void Whoever_may_be_in_the_session_that_follows_is_not_said_to_have_gone_but_not_to_be_observed()
    {
        _scene.Tell(_lon.WithRoster(1, Join(1)));
        _scene.Tell(_lon.Lost(5));
        _scene.Tell(_fra.Added(6));
        _scene.Tell(_lon.Reconnected(2).ListCompleted(9));
        Assert.Equal(Reasons.NotSeenAfterReconnect, Assert.Single(_scene.Ended).Call!.EndReason);
        Assert.Equal(Reasons.NotObserved, Assert.Single(_scene.Left).LeaveReason);

        _scene.Tell(_fra.RosterActive(9), _fra.Roster(9, Join(1)), _fra.RosterCompleted(10));
        Assert.Equal(_scene.View.Id, _scene.Person(1)!.Call);
    }

    [Fact]
    public void Whom_a_roster_of_the_session_that_follows_does_not_list_has_gone()
    {
        _scene.Tell(_lon.WithRoster(1, Join(1)));
        _scene.Tell(_lon.Lost(5));
        _scene.Tell(_fra.Added(6), _fra.RosterActive(6), _fra.Roster(6, Join(2)));
        _scene.Tell(_fra.RosterCompleted(8));
        _scene.Tell(_lon.Reconnected(2).ListCompleted(9));

        Assert.All(_scene.Left, left => Assert.Equal(Reasons.NotSeenAfterReconnect, left.LeaveReason));
        Assert.Equal([Ids.Person(2)], _scene.State.Present.Keys);
    }

    [Fact]
    public void A_handover_that_a_stop_interrupted_is_over_at_the_start_if_its_time_is()
    {
        _scene.Tell(_lon.Added(1));
        _scene.Tell(_lon.Removed(2, "allLeft"));
        _scene.Tell(new CallFact.Recovered(Ids.At(100)));

        Assert.Equal((Ids.At(2), "allLeft"), (Assert.Single(_scene.Ended).Call!.EndedAt, _scene.Ended.Single().Call!.EndReason));
    }

    [Fact]
    public void A_handover_that_began_later_than_a_start_whose_clock_was_set_back_is_awaited_from_the_start()
    {
        _scene.Tell(_lon.Added(1));
        var id = _scene.View.Id;
        _scene.Tell(_lon.Removed(14, "allLeft"));
        _scene.Tell(new CallFact.Recovered(Ids.At(10)));
        _scene.Tell(_fra.Added(15));

        Assert.Equal((id, Ids.At(10), "allLeft"), (Assert.Single(_scene.Ended).Call!.Id, _scene.Ended.Single().Call!.EndedAt, _scene.Ended.Single().Call!.EndReason));
        Assert.NotEqual(id, _scene.View.Id);
    }

    [Fact]
    public void A_removal_that_an_aggregate_missed_counts_as_not_seen_if_nobody_knows_of_it()
    {
        _scene.Tell(_lon.Added(1));
        _scene.Tell(new CallFact.Recovered(Ids.At(100)));
        _scene.Tell(_lon.Reconnected(2).Removed(101));
        Assert.Equal(Reasons.NotSeenAfterReconnect, Assert.Single(_scene.Ended).Call!.EndReason);
    }

    [Fact]
    public void A_removal_that_an_aggregate_missed_has_its_reason_if_the_list_knows_it()
    {
        _scene.Tell(_lon.Added(1));
        _scene.Tell(new CallFact.Recovered(Ids.At(3)));
        _scene.Tell(_lon.Removed(4, "allLeft"), new CallFact.TimePassed(Ids.At(9)));
        Assert.Equal("allLeft", Assert.Single(_scene.Ended).Call!.EndReason);
    }

    [Fact]
    public void Facts_of_an_older_connection_change_nothing_while_a_younger_one_feeds_the_slot()
    {
        var old = _lon;
        var young = _lon.Reconnected(2);
        _scene.Tell(young.WithRoster(1, Join(1)));
        _scene.Tell(young.InfoActive(1), young.Info(1, Name("x"), isWhole: true));

        Assert.False(_scene.Tell(
            old.Added(2, Name("y")), old.Updated(2, Name("y")), old.Removed(2), old.Lost(2), old.ListCompleted(2),
            old.State(2, SlotPart.Roster, "deactivated"), old.RosterActive(2), old.Roster(2, Leave(1), Join(2)), old.RosterCompleted(2),
            old.InfoActive(2), old.Info(2, Name("y")), old.RosterWhole(2, true, [Join(3)])));
    }

    [Fact]
    public void A_roster_whose_connection_is_lost_may_go_on_with_one_that_was_opened_earlier()
    {
        var second = _lon.Reconnected(2);
        _scene.Tell(_lon.Added(1), second.RosterActive(1), second.Roster(1, Join(1)), second.RosterCompleted(1));
        _scene.Tell(second.Lost(2));
        _scene.Tell(_lon.RosterActive(3), _lon.Roster(3, Join(2)), _lon.RosterCompleted(4));

        Assert.Equal([Ids.Person(2)], _scene.State.Present.Keys);
        Assert.Equal("live", _scene.Person(2)!.Freshness);
    }
}
