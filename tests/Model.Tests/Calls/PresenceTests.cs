using CmsOrchestrator.Model.Calls;
using CmsOrchestrator.Model.Tests.Support;
using CmsOrchestrator.Model.Views;
using static CmsOrchestrator.Model.Tests.Support.Values;

namespace CmsOrchestrator.Model.Tests.Calls;

public class PresenceTests
{
    private readonly CallScene _scene = new();
    private readonly BridgeScript _lon = new(Ids.Lon, 1);
    private readonly BridgeScript _fra = new(Ids.Fra, 2);

    [Fact]
    public void One_participant_in_two_rosters_is_one()
    {
        _scene.Tell([.. _lon.WithRoster(1, Join(1, "Ann")), .. _fra.WithRoster(2, Join(1, "Ann"))]);

        Assert.Equal(1, _scene.View.RosterSize);
        Assert.Equal([Ids.Fra, Ids.Lon], _scene.Person(1)!.SeenBy.AsEnumerable());
        Assert.Equal(Ids.At(1), _scene.Person(1)!.JoinedAt);
    }

    [Fact]
    public void A_stale_roster_counts_while_no_live_one_is_complete()
    {
        _scene.Tell([.. _lon.WithRoster(1, Join(1), Join(2))]);
        _scene.Tell(_lon.Lost(2));
        _scene.Tell(_fra.Added(3), _fra.RosterActive(3), _fra.Roster(3, Join(2)));
        Assert.Equal(2, _scene.View.RosterSize);
        Assert.Equal("partial", _scene.Person(2)!.Freshness);

        _scene.Tell(_fra.RosterCompleted(4));
        Assert.Equal([Ids.Person(2)], _scene.State.Present.Keys);
    }

    [Fact]
    public void After_a_reconnection_the_fence_tells_who_is_gone()
    {
        _scene.Tell(_lon.WithRoster(1, Join(1), Join(2)));
        _scene.Tell(_lon.Lost(2));
        var again = _lon.Reconnected(2);
        _scene.Tell(again.Added(3), again.RosterActive(3), again.Roster(3, Join(1)));
        Assert.Equal(2, _scene.View.RosterSize);
        _scene.Tell(again.RosterCompleted(4));

        Assert.Equal((Ids.Person(2), Reasons.NotSeenAfterReconnect), (Assert.Single(_scene.Left).Participant, _scene.Left.Single().LeaveReason));
    }

    [Fact]
    public void A_roster_that_is_carried_again_under_another_index_of_its_connection_is_fenced_anew()
    {
        _scene.Tell(_lon.WithRoster(1, Join(1), Join(2)));
        _scene.Tell(_lon.State(2, SlotPart.Roster, "deactivated"));
        Assert.Equal("stale", _scene.Person(1)!.Freshness);
        _scene.Tell(_lon.RosterActive(3), _lon.Roster(3, Join(1)));
        Assert.Equal(2, _scene.View.RosterSize);
        _scene.Tell(_lon.RosterCompleted(4));

        Assert.Equal([Ids.Person(1)], _scene.State.Present.Keys);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_reason_that_any_roster_told_counts_whichever_came_first(bool hostFirst)
    {
        _scene.Tell([.. _lon.WithRoster(1, Join(1)), .. _fra.WithRoster(1, Join(1))]);
        var told = _lon.Roster(2, Leave(1, "remoteTeardown"));
        var untold = _fra.Roster(2, Leave(1));
        _scene.Tell(hostFirst ? told : untold);
        Assert.Empty(_scene.Left);
        _scene.Tell(hostFirst ? untold : told);

        Assert.Equal("remoteTeardown", Assert.Single(_scene.Left).LeaveReason);
    }

    [Fact]
    public void A_reason_is_taken_back_by_the_roster_that_told_it()
    {
        _scene.Tell([.. _lon.WithRoster(1, Join(1)), .. _fra.WithRoster(1, Join(1))]);
        _scene.Tell(_lon.Roster(2, Leave(1, "timeout")));
        _scene.Tell(_lon.Roster(3, Join(1)));
        _scene.Tell(_lon.Roster(4, Leave(1, "remoteTeardown")), _fra.Roster(5, Leave(1)));

        Assert.Equal("remoteTeardown", Assert.Single(_scene.Left).LeaveReason);
    }

    [Fact]
    public void A_roster_given_up_is_not_evidence()
    {
        _scene.Tell(_lon.WithRoster(1, Join(1)));
        _scene.Tell(_lon.GivenUp(2, SlotPart.Roster));

        Assert.Equal(Reasons.NotObserved, Assert.Single(_scene.Left).LeaveReason);
        Assert.Equal("none", Assert.Single(_scene.View.Instances).Roster);
    }

    [Fact]
    public void Whom_a_bridge_listed_that_is_gone_is_stale_until_the_roster_of_another_says_who_is_there()
    {
        _scene.Tell([.. _lon.WithRoster(1, Join(1), Join(2)), _fra.Added(1)]);
        _scene.Tell(_lon.Removed(2, "callEnded"));
        Assert.Empty(_scene.Left);
        Assert.Equal(("stale", 0), (_scene.Person(1)!.Freshness, _scene.Person(1)!.SeenBy.Length));

        _scene.Tell(_fra.RosterActive(3), _fra.Roster(3, Join(2)), _fra.RosterCompleted(4));
        Assert.Equal((Ids.Person(1), "callEnded"), (Assert.Single(_scene.Left).Participant, _scene.Left.Single().LeaveReason));
        Assert.Equal("live", _scene.Person(2)!.Freshness);
    }

    [Fact]
    public void Whom_the_last_bridge_still_lists_when_its_own_have_left_is_no_longer_observed()
    {
        _scene.Tell(_lon.WithRoster(1, Join(1)));
        _scene.Tell(_lon.Removed(2, "allLeft"));

        Assert.Equal(Reasons.NotObserved, Assert.Single(_scene.Left).LeaveReason);
    }

    [Fact]
    public void Who_left_by_a_live_rosters_word_does_not_come_back_when_that_one_is_lost_too()
    {
        _scene.Tell([.. _lon.WithRoster(1, Join(1), Join(2)), .. _fra.WithRoster(1, Join(1), Join(2))]);
        _scene.Tell(_fra.Lost(2));
        _scene.Tell(_lon.Roster(3, Leave(1, "timeout")));
        _scene.Tell(_lon.Lost(4));
        Assert.Null(_scene.Person(1));

        _scene.Tell(_lon.Reconnected(2).ListCompleted(5));
        Assert.Null(_scene.Person(1));
        Assert.Equal("stale", _scene.Person(2)!.Freshness);
    }

    [Theory]
    [InlineData("lost")]
    [InlineData("deactivated")]
    [InlineData("given up")]
    [InlineData("removed")]
    public void Who_left_by_a_live_rosters_word_does_not_come_back_though_that_one_goes_within_the_same_millisecond(string how)
    {
        _scene.Tell([.. _lon.WithRoster(1, Join(1), Join(2)), .. _fra.WithRoster(1, Join(2))]);
        _scene.Tell(_lon.State(2, SlotPart.Roster, "deactivated"));
        Assert.Equal(Ids.Person(1), Assert.Single(_scene.Left).Participant);

        _scene.Tell(how switch
        {
            "lost" => _fra.Lost(2),
            "given up" => _fra.GivenUp(2, SlotPart.Roster),
            "removed" => _fra.Removed(2, "callEnded"),
            _ => _fra.State(2, SlotPart.Roster, how),
        });
        Assert.Equal([Ids.Person(2)], _scene.State.Present.Keys);
    }

    [Fact]
    public void Whom_a_roster_lists_that_lives_on_is_there_though_it_goes_within_the_same_millisecond_as_one_that_does_not()
    {
        _scene.Tell([.. _lon.WithRoster(1, Join(1)), .. _fra.WithRoster(1)]);
        _scene.Tell(_fra.Lost(2));
        _scene.Tell(_lon.Lost(2));

        Assert.Equal("stale", _scene.Person(1)!.Freshness);
    }

    [Fact]
    public void Rosters_that_go_in_one_event_all_count()
    {
        var other = new BridgeScript(Ids.Lon, 3);
        _scene.Tell([.. _lon.WithRoster(1, Join(1)), .. other.WithRoster(1, Join(2))]);
        _scene.Tell(_lon.Lost(2));

        Assert.Equal([Ids.Person(1), Ids.Person(2)], _scene.State.Present.Keys.Order());
    }

    [Fact]
    public void Who_left_does_not_come_back_with_the_roster_of_an_instance_that_comes_over_and_was_not_told()
    {
        _scene.Tell(_lon.WithRoster(1, Join(1), Join(2)));
        _scene.Tell(_lon.Roster(3, Leave(1, "timeout")));
        _scene.Tell(_fra.Added(10), _fra.RosterWhole(10, true, [Join(1), Join(2), Join(3)]));

        Assert.Equal([Ids.Person(2), Ids.Person(3)], _scene.State.Present.Keys.Order());
        Assert.Equal("timeout", Assert.Single(_scene.Left).LeaveReason);
    }

    [Theory]
    [InlineData(true, 4)]
    [InlineData(false, 63)]
    public void Who_left_is_there_if_the_roster_that_told_it_lists_them_again_or_it_was_long_before(bool isTheSame, int at)
    {
        _scene.Tell(_lon.WithRoster(1, Join(1)));
        _scene.Tell(_lon.Roster(3, Leave(1)));
        _scene.Tell((isTheSame ? _lon : _fra).Added(at), (isTheSame ? _lon : _fra).RosterWhole(at, true, [Join(1)]));

        Assert.NotNull(_scene.Person(1));
    }

    [Fact]
    public void Who_left_and_is_announced_again_is_there()
    {
        _scene.Tell([.. _lon.WithRoster(1, Join(1)), _lon.Roster(3, Leave(1)), .. _fra.WithRoster(4, Join(1))]);
        _scene.Tell(_lon.Removed(5), _fra.RosterWhole(5, true, [Join(1)]));

        Assert.NotNull(_scene.Person(1));
    }

    [Fact]
    public void Participants_of_a_call_that_ends_leave_with_its_reason()
    {
        _scene.Tell(_lon.WithRoster(1, Join(1)));
        _scene.Tell(_lon.Removed(2, "participantInitiated"));

        Assert.Equal("participantInitiated", Assert.Single(_scene.Left).LeaveReason);
    }

    [Fact]
    public void Somebody_who_joins_and_leaves_in_one_event_is_told_in_that_order()
    {
        _scene.Tell(_lon.WithRoster(1));
        _scene.Tell(_lon.Roster(2, Join(1, "Ann")), _lon.Roster(2, Change(1, "Bob")), _lon.Roster(2, Leave(1, "timeout")), _lon.Roster(2, Join(1)));

        Assert.Equal(
            [PublicationType.ParticipantJoined, PublicationType.ParticipantLeft, PublicationType.ParticipantJoined],
            _scene.Published.Where(p => p.Participant is not null).Select(p => p.Type));
        Assert.Equal("Bob", Assert.Single(_scene.Left).Name);
    }

    [Fact]
    public void One_message_may_speak_of_somebody_twice()
    {
        _scene.Tell(_lon.WithRoster(1));
        _scene.Tell(_lon.Roster(2, Join(1, "Ann"), Change(1, "Bob"), Leave(1), Join(1, "Eve")));
        Assert.Equal("Eve", _scene.Person(1)!.Name);
    }

    [Fact]
    public void What_a_failed_aggregate_missed_is_made_up_for_by_the_whole()
    {
        _scene.Tell(_lon.WithRoster(1, Join(1, "Ann"), Join(2, "Bob"), Join(3)));
        _scene.Tell(_lon.InfoActive(1), _lon.Info(1, Name("before"), isWhole: true));
        _scene.Tell(new CallFact.Recovered(Ids.At(3)));
        _scene.Tell(
            _lon.Added(4),
            _lon.RosterWhole(4, true, [Join(1, "Anna"), Join(4)], Leave(2, "timeout"), Leave(3)),
            new CallFact.CallInfoWhole(Ids.At(4), _lon.Key, _lon.Epoch, "active", Name("after")));

        Assert.Equal(("Anna", "live"), (_scene.Person(1)!.Name, _scene.Person(1)!.Freshness));
        Assert.Equal([(Ids.Person(2), "timeout"), (Ids.Person(3), null)], _scene.Left.OrderBy(p => p.Participant).Select(p => (p.Participant, p.LeaveReason)));
        Assert.Equal(("after", "live", "active"), (_scene.View.Name, _scene.View.Freshness, _scene.View.Instances[0].CallInfo));
        Assert.NotNull(_scene.Person(4));
    }
}
