using CmsOrchestrator.Model.Calls;
using CmsOrchestrator.Model.Tests.Support;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Model.Tests.Clusters;

/// <summary>An end of an instance that was told before the last that its roster tells waits for that one, as long as it may come.</summary>
public class LastWordsTests
{
    private readonly RecordedCluster _cluster = new();

    public LastWordsTests()
    {
        _cluster.Connect(1, Ids.Lon, 1, 10, 1);
        _cluster.State.ConnectionOpened(Ids.Lon, Ids.Epoch(2));
        _cluster.State.ConnectionOpened(Ids.Lon, Ids.Epoch(3));
        _cluster.Plan(1);
        _cluster.RosterIsThere(1, Ids.Lon, 2, 1);
        _cluster.List(2, Ids.Lon, 1, 1, UpdateType.Remove, reason: "allLeft");
    }

    [Fact]
    public void The_end_of_a_connection_of_the_bridge_that_had_neither_the_list_nor_the_roster_does_not_end_that()
    {
        _cluster.Lose(2.1, Ids.Lon, 3);
        Assert.Empty(_cluster.Facts<CallFact.InstanceRemoved>(1));

        _cluster.Roster(2.2, Ids.Lon, 2, 1, "deactivated");
        Assert.Equal("allLeft", Assert.Single(_cluster.Facts<CallFact.InstanceRemoved>(1)).Reason);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void The_end_of_the_list_s_or_the_roster_s_connection_does(int epoch)
    {
        _cluster.Lose(2.1, Ids.Lon, epoch);
        var end = Assert.Single(_cluster.Facts<CallFact.InstanceRemoved>(1));
        Assert.Equal((Ids.At(2), "allLeft"), (end.At, end.Reason));
    }

    [Fact]
    public void It_waits_for_a_second_at_most()
    {
        _cluster.State.Tick(Ids.At(2.9));
        Assert.Empty(_cluster.Facts<CallFact.InstanceRemoved>(1));
        _cluster.State.Tick(Ids.At(3));
        Assert.Single(_cluster.Facts<CallFact.InstanceRemoved>(1));
    }
}
