using CmsOrchestrator.Model.Calls;
using CmsOrchestrator.Model.Tests.Support;
using static CmsOrchestrator.Model.Tests.Support.Values;

namespace CmsOrchestrator.Model.Tests.Calls;

/// <summary>A clock that was set back between two processes.</summary>
public class ClockTests
{
    private readonly CallScene _scene = new();
    private readonly BridgeScript _lon = new(Ids.Lon, 1);
    private readonly BridgeScript _fra = new(Ids.Fra, 2);

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
}
