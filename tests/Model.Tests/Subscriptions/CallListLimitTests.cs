using System.Collections.Immutable;
using CmsOrchestrator.Model.Subscriptions;
using CmsOrchestrator.Model.Tests.Support;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Model.Tests.Subscriptions;

public class CallListLimitTests
{
    private const int Limit = 10;
    private readonly CallListLimit _limit = new(Limit);
    private readonly CallListContent _list = new();

    [Fact]
    public void What_fits_passes_as_it_is()
    {
        var updates = Adds(1, 10);
        Assert.True(updates == Admit(updates));
        Assert.False(_limit.LeavesOut);
    }

    [Fact]
    public void What_is_beyond_is_left_out()
    {
        Admit(Adds(1, 8));
        Assert.Equal(Adds(9, 2), Admit(Adds(9, 5)).AsEnumerable());
        Assert.Equal((10, true), (_list.Count, _limit.LeavesOut));
        Assert.Contains("MaxCallsPerBridge (10)", _limit.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Those_that_are_there_are_followed_as_ever()
    {
        Admit(Adds(1, 12));
        ImmutableArray<CallUpdate> updates = [Of(3, UpdateType.Update), Of(4, UpdateType.Remove), Of(5, UpdateType.Add)];
        Assert.Equal(updates, Admit(updates).AsEnumerable());
    }

    [Fact]
    public void A_call_that_comes_and_changes_in_one_message_is_one()
    {
        Admit(Adds(1, Limit - 2));
        ImmutableArray<CallUpdate> updates = [Of(91, UpdateType.Add), Of(91, UpdateType.Update), Of(91, UpdateType.Add), Of(92, UpdateType.Add)];
        Assert.Equal(updates, Admit(updates).AsEnumerable());
    }

    [Fact]
    public void A_mistake_of_the_bridge_is_not_taken_for_something_left_out()
    {
        Admit(Adds(1, Limit));
        ImmutableArray<CallUpdate> updates = [Of(91, UpdateType.Update), Of(92, UpdateType.Remove)];
        Assert.Equal(updates, Admit(updates).AsEnumerable());
    }

    [Fact]
    public void Once_there_is_room_for_what_was_left_out_the_list_is_outdated()
    {
        Admit(Adds(1, 12));
        Assert.False(_limit.IsOutdated(_list.Count));
        Admit([Of(1, UpdateType.Remove)]);
        Assert.True(_limit.IsOutdated(_list.Count));
    }

    [Fact]
    public void Once_those_that_were_left_out_are_gone_nothing_is_missing()
    {
        Admit(Adds(1, 12));
        Assert.Empty(Admit([Of(11, UpdateType.Remove), Of(12, UpdateType.Update), Of(12, UpdateType.Remove)]));
        Assert.False(_limit.LeavesOut);
        Admit([Of(1, UpdateType.Remove), Of(2, UpdateType.Remove)]);
        Assert.False(_limit.IsOutdated(_list.Count));
    }

    private ImmutableArray<CallUpdate> Admit(ImmutableArray<CallUpdate> updates)
    {
        var admitted = _limit.Admit(updates, _list);
        _list.Apply(Ids.At(0), admitted, _ => { });
        return admitted;
    }

    private static ImmutableArray<CallUpdate> Adds(int first, int count) => [.. Enumerable.Range(first, count).Select(i => Of(i, UpdateType.Add))];

    private static CallUpdate Of(int call, UpdateType type) => new(Ids.Call(call), type, Values.None, null);
}
