using CmsOrchestrator.Model.Calls;
using CmsOrchestrator.Model.Tests.Support;
using static CmsOrchestrator.Model.Tests.Support.Values;

namespace CmsOrchestrator.Model.Tests.Calls;

/// <summary>What an aggregate missed because its write failed, and its successor is told: with the times at which the lists told it.</summary>
public class LostWriteTests
{
    private readonly CallScene _scene = new();
    private readonly BridgeScript _lon = new(Ids.Lon, 1);
    private readonly BridgeScript _fra = new(Ids.Fra, 2);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_use_that_came_more_than_the_handover_time_after_the_last_removal_is_another_session(bool isToldFirst)
    {
        _scene.Tell(_lon.WithRoster(1, Join(1)));
        var id = _scene.View.Id;
        _scene.Tell(new CallFact.Recovered(Ids.At(20)));
        Tell(isToldFirst, HandedOver(_fra, at: 20, since: 16), _lon.Removed(10, "allLeft"));

        var ended = Assert.Single(_scene.Ended).Call!;
        Assert.Equal((id, Ids.At(10), "allLeft"), (ended.Id, ended.EndedAt, ended.EndReason));
        Assert.NotEqual(id, _scene.View.Id);
        Assert.Equal(Ids.Fra, Assert.Single(_scene.View.Instances).CallBridge);
        Assert.Empty(_scene.State.Present);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_use_that_came_within_the_handover_time_goes_on_with_the_session_however_late_it_is_told(bool isToldFirst)
    {
        _scene.Tell(_lon.Added(1));
        var id = _scene.View.Id;
        _scene.Tell(new CallFact.Recovered(Ids.At(20)));
        Tell(isToldFirst, HandedOver(_fra, at: 20, since: 14), _lon.Removed(10, "allLeft"));

        Assert.Equal(id, _scene.View.Id);
        Assert.Empty(_scene.Ended);
    }

    [Fact]
    public void Of_several_removals_the_last_one_counts()
    {
        var ams = new BridgeScript(Ids.Ams, 3);
        _scene.Tell(_lon.Added(1), ams.Added(1));
        _scene.Tell(new CallFact.Recovered(Ids.At(20)));
        _scene.Tell(HandedOver(_fra, at: 20, since: 16), ams.Removed(12), _lon.Removed(8));

        Assert.Empty(_scene.Ended);
    }

    [Fact]
    public void An_instance_is_as_old_as_the_list_says()
    {
        _scene.Tell(HandedOver(_fra, at: 20, since: 16));

        Assert.Equal(Ids.At(16), Assert.Single(_scene.State.Slots).Instance.AddedAt);
    }

    [Fact]
    public void Whom_another_index_of_the_same_connection_has_not_announced_yet_is_still_there_though_the_call_missed_that_it_is_another()
    {
        _scene.Tell(_lon.WithRoster(1, Join(1), Join(2)));
        _scene.Tell(new CallFact.Recovered(Ids.At(10)));
        _scene.Tell(_lon.Added(11), _lon.RosterWhole(11, isComplete: false, []));
        Assert.Equal(["stale", "stale"], [_scene.Person(1)!.Freshness, _scene.Person(2)!.Freshness]);

        _scene.Tell(_lon.Roster(12, Join(2)), _lon.RosterCompleted(13));
        Assert.Equal((Ids.Person(1), Reasons.NotSeenAfterReconnect), (Assert.Single(_scene.Left).Participant, _scene.Left.Single().LeaveReason));
        Assert.Equal("live", _scene.Person(2)!.Freshness);
    }

    private static CallFact HandedOver(BridgeScript script, double at, double since) =>
        ((CallFact.InstanceAdded)script.Added(at)) with { Since = Ids.At(since) };

    private void Tell(bool isInOrder, CallFact first, CallFact second) => _scene.Tell(isInOrder ? [first, second] : [second, first]);
}
