using CmsOrchestrator.Model.Calls;
using CmsOrchestrator.Model.Tests.Support;
using static CmsOrchestrator.Model.Tests.Support.Values;

namespace CmsOrchestrator.Model.Tests.Calls;

/// <summary>What a call keeps of a bridge that is there again and has not repeated it.</summary>
public class AgeingTests
{
    private readonly CallScene _scene = new();
    private readonly BridgeScript _lon = new(Ids.Lon, 1);
    private readonly BridgeScript _fra = new(Ids.Fra, 2);

    [Fact]
    public void Once_it_is_lost_those_it_repeated_stay_and_the_others_left_with_it()
    {
        _scene.Tell(_lon.WithRoster(1, Join(1), Join(2)));
        Return(5, Join(1));
        Assert.Equal(2, _scene.View.RosterSize);

        _scene.Tell(new CallFact.BridgeLost(Ids.At(7), Ids.Lon));
        Assert.Equal(Ids.Person(2), Assert.Single(_scene.Left).Participant);
        Assert.Equal(Reasons.BridgeLost, Assert.Single(_scene.Left).LeaveReason);
        Assert.Equal(1, _scene.View.RosterSize);
    }

    [Fact]
    public void Of_those_whom_another_bridge_lists_it_says_nothing()
    {
        _scene.Tell(_lon.WithRoster(1, Join(1), Join(2)));
        _scene.Tell(_fra.WithRoster(2, Join(1), Join(2)));
        Return(5, Join(1));
        _scene.Tell(new CallFact.BridgeLost(Ids.At(7), Ids.Lon));
        Assert.Empty(_scene.Left);

        _scene.Tell(_fra.Roster(8, Leave(2, "remoteTeardown")));
        Assert.Equal("remoteTeardown", Assert.Single(_scene.Left).LeaveReason);
    }

    private void Return(double at, params Protocol.ParticipantUpdate[] people)
    {
        _scene.Tell(_lon.Lost(at));
        var again = _lon.Reconnected(2);
        _scene.Tell(again.Added(at + 1), again.RosterActive(at + 1), again.Roster(at + 1, people));
    }
}
