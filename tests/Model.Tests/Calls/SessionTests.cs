using CmsOrchestrator.Model.Calls;
using CmsOrchestrator.Model.Tests.Support;
using static CmsOrchestrator.Model.Tests.Support.Values;

namespace CmsOrchestrator.Model.Tests.Calls;

public class SessionTests
{
    private readonly CallScene _scene = new();
    private readonly BridgeScript _lon = new(Ids.Lon, 1);
    private readonly BridgeScript _fra = new(Ids.Fra, 2);

    [Fact]
    public void A_session_starts_with_its_first_instance()
    {
        _scene.Tell(_lon.Added(1, Call(name: "Weekly")));

        Assert.Equal(Ids.At(1), _scene.View.StartedAt);
        Assert.Equal("Weekly", _scene.View.Name);
        Assert.Equal("live", _scene.View.Freshness);
    }

    [Fact]
    public void A_conference_that_moves_to_another_bridge_within_the_handover_time_is_one_session()
    {
        _scene.Tell(_lon.Added(1));
        var id = _scene.View.Id;
        _scene.Tell(_lon.Removed(10, "allLeft"));
        Assert.Equal("stale", _scene.View.Freshness);
        Assert.Empty(_scene.View.Instances);
        _scene.Tell(new CallFact.TimePassed(Ids.At(14.9)));
        _scene.Tell(_fra.Added(14.9));

        Assert.Equal(id, _scene.View.Id);
        Assert.Empty(_scene.Ended);
    }

    [Fact]
    public void A_session_without_instances_for_the_handover_time_ended_when_the_last_one_went()
    {
        _scene.Tell(_lon.Added(1));
        _scene.Tell(_lon.Removed(10, "allLeft"));
        _scene.Tell(new CallFact.TimePassed(Ids.At(15)));

        var ended = Assert.Single(_scene.Ended).Call!;
        Assert.Equal(Ids.At(10), ended.EndedAt);
        Assert.Equal("allLeft", ended.EndReason);
        Assert.True(_scene.State.IsNone);
    }

    [Fact]
    public void An_instance_after_the_handover_time_begins_another_session_even_if_no_timer_told_so()
    {
        _scene.Tell(_lon.Added(1));
        var id = _scene.View.Id;
        _scene.Tell(_lon.Removed(10));
        _scene.Tell(_fra.Added(15));

        Assert.NotEqual(id, _scene.View.Id);
        Assert.Equal(Ids.At(15), _scene.View.StartedAt);
        Assert.Equal(Ids.At(10), Assert.Single(_scene.Ended).Call!.EndedAt);
    }

    [Fact]
    public void A_bridge_that_removes_its_instance_does_not_end_what_goes_on_elsewhere()
    {
        _scene.Tell(_lon.Added(1), _fra.Added(2));
        _scene.Tell(_lon.Removed(3, "allLeft"));
        _scene.Tell(new CallFact.TimePassed(Ids.At(100)));

        Assert.Equal(Ids.Fra, Assert.Single(_scene.View.Instances).CallBridge);
        Assert.Empty(_scene.Ended);
    }

    [Fact]
    public void The_reason_is_the_last_instances()
    {
        _scene.Tell(_lon.Added(1), _fra.Added(2));
        _scene.Tell(_lon.Removed(3, "allLeft"), _fra.Removed(4, "participantInitiated"), new CallFact.TimePassed(Ids.At(9)));

        Assert.Equal("participantInitiated", Assert.Single(_scene.Ended).Call!.EndReason);
    }

    [Fact]
    public void A_merged_stand_in_ends_at_once()
    {
        _scene.Tell(_lon.Added(1));
        _scene.Tell(new CallFact.InstanceMoved(Ids.At(2), _lon.Key));

        Assert.Equal(Reasons.Merged, Assert.Single(_scene.Ended).Call!.EndReason);
        Assert.True(_scene.State.IsNone);
    }

    [Fact]
    public void A_lost_bridge_loses_its_stale_slots_only()
    {
        _scene.Tell(_lon.Added(1), _fra.Added(1));
        _scene.Tell(_lon.Lost(2));
        _scene.Tell(new CallFact.BridgeLost(Ids.At(600), Ids.Lon));

        Assert.Equal(Ids.Fra, Assert.Single(_scene.View.Instances).CallBridge);
        Assert.False(_scene.Tell(new CallFact.BridgeLost(Ids.At(601), Ids.Fra)));
    }

    [Theory]
    [InlineData(true, "bridgeLost")]
    [InlineData(false, "bridgeRemoved")]
    public void A_session_whose_only_bridge_is_gone_says_why(bool isLost, string reason)
    {
        _scene.Tell(_lon.WithRoster(1, Join(1)));
        _scene.Tell(_lon.Lost(2));
        _scene.Tell(isLost ? new CallFact.BridgeLost(Ids.At(600), Ids.Lon) : new CallFact.BridgeRemoved(Ids.At(600), Ids.Lon));
        _scene.Tell(new CallFact.TimePassed(Ids.At(605)));

        Assert.Equal(reason, Assert.Single(_scene.Ended).Call!.EndReason);
        Assert.Equal(reason, Assert.Single(_scene.Left).LeaveReason);
    }

    [Fact]
    public void Facts_about_a_call_that_is_not_there_change_nothing()
    {
        Assert.False(_scene.Tell(
            _lon.Updated(1, Name("x")), _lon.Removed(1), _lon.RosterActive(1), _lon.Roster(1, Join(1)), _lon.ListCompleted(1), _lon.Lost(1),
            _lon.GivenUp(1, SlotPart.Roster), new CallFact.TimePassed(Ids.At(1)), new CallFact.Recovered(Ids.At(1)),
            new CallFact.Degraded(Ids.At(1), true), new CallFact.BridgeLost(Ids.At(1), Ids.Lon), new CallFact.InstanceMoved(Ids.At(1), _lon.Key)));
    }

    [Fact]
    public void Degraded_is_told_and_ends_with_the_last_instance()
    {
        _scene.Tell(_lon.Added(1), new CallFact.Degraded(Ids.At(1), true));
        Assert.True(_scene.View.Degraded);
        Assert.False(_scene.Tell(new CallFact.Degraded(Ids.At(2), true)));

        _scene.Tell(_lon.Removed(3));
        Assert.False(_scene.View.Degraded);
    }

    [Fact]
    public void Of_two_GUIDs_of_one_bridge_the_younger_is_shown_and_a_remove_touches_its_own_only()
    {
        var younger = new BridgeScript(Ids.Lon, 0);
        _scene.Tell(_lon.Added(1), younger.Added(2));
        Assert.Equal(younger.Key.Call, Assert.Single(_scene.View.Instances).Call);

        _scene.Tell(younger.Removed(3));
        Assert.Equal(_lon.Key.Call, Assert.Single(_scene.View.Instances).Call);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Why_somebody_leaves_is_known_in_the_session_that_follows_too_even_if_who_told_it_is_gone(bool isTellerGone)
    {
        var (lon, fra, ams) = (new BridgeScript(Ids.Lon, 1), new BridgeScript(Ids.Fra, 2, 2), new BridgeScript(Ids.Ams, 3, 3));
        _scene.Tell(lon.Added(1));
        _scene.Tell(lon.Lost(2));
        _scene.Tell([.. fra.WithRoster(3, Join(1)), .. ams.WithRoster(3, Join(1))]);
        _scene.Tell(fra.Roster(4, Leave(1, "remoteTeardown")));
        _scene.Tell([.. isTellerGone ? [fra.Removed(5, "allLeft")] : (CallFact[])[], lon.Reconnected(4).ListCompleted(5)]);
        Assert.Single(_scene.Ended);
        _scene.Tell(ams.Roster(6, Leave(1)));

        Assert.Equal(["remoteTeardown", "remoteTeardown"], _scene.Left.Select(l => l.LeaveReason));
        Assert.Equal(_scene.View.Id, _scene.Left.Last().Call);
    }
}
