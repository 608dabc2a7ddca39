using CmsOrchestrator.Model.Calls;
using CmsOrchestrator.Model.Tests.Support;

namespace CmsOrchestrator.Model.Tests.Clusters;

/// <summary>Rosters that have more than their bridge may bring in.</summary>
public class RosterLimitTests
{
    private readonly RecordedCluster _cluster = new();

    [Fact]
    public void Its_call_is_degraded_until_it_is_whole()
    {
        Carry();
        Beyond(2);
        _cluster.Plan(2);
        Assert.False(_cluster.HasRoster(Ids.Lon, 1));
        Assert.True(_cluster.Facts<CallFact.Degraded>(1).Last().IsDegraded);
        Assert.Single(_cluster.Facts<CallFact.PartGivenUp>(1));

        _cluster.Plan(31);
        Assert.False(_cluster.HasRoster(Ids.Lon, 1));
        _cluster.Plan(32);
        Assert.True(_cluster.HasRoster(Ids.Lon, 1));
        Assert.False(_cluster.Facts<CallFact.Degraded>(1).Last().IsDegraded);
    }

    [Fact]
    public void Each_time_it_waits_for_longer()
    {
        Carry();
        Beyond(2);
        _cluster.Plan(32);
        _cluster.Roster(32, Ids.Lon, 1, 1, "active");
        Beyond(33);
        _cluster.Plan(33);
        _cluster.Plan(92);
        Assert.False(_cluster.HasRoster(Ids.Lon, 1));
        _cluster.Plan(93);
        Assert.True(_cluster.HasRoster(Ids.Lon, 1));
    }

    [Fact]
    public void Another_host_carries_the_call_where_there_is_one()
    {
        Carry();
        _cluster.Connect(1, Ids.Fra, 2, 10);
        _cluster.Add(1, Ids.Fra, 2, 7, Values.Call(correlator: 1));
        _cluster.Plan(1);
        _cluster.RosterIsThere(1, Ids.Fra, 2, 7);
        Beyond(2);
        _cluster.Plan(2);

        Assert.False(_cluster.HasRoster(Ids.Lon, 1));
        Assert.True(_cluster.HasRoster(Ids.Fra, 7));
        Assert.DoesNotContain(_cluster.Facts<CallFact.Degraded>(1), f => f.IsDegraded);
    }

    [Fact]
    public void The_other_calls_of_the_bridge_keep_theirs()
    {
        Carry();
        Beyond(2);
        _cluster.Plan(2);
        Assert.True(_cluster.HasRoster(Ids.Lon, 2));
        Assert.DoesNotContain(_cluster.Facts<CallFact.Degraded>(2), f => f.IsDegraded);
    }

    // Calls 1 and 2 are on one bridge, which carries their rosters.
    private void Carry()
    {
        _cluster.Connect(0, Ids.Lon, 1, 10, 1, 2);
        _cluster.Plan(0);
        _cluster.Roster(0, Ids.Lon, 1, 1, "active");
        _cluster.RosterIsThere(0, Ids.Lon, 1, 2);
    }

    private void Beyond(double at) => _cluster.State.RosterBeyond(Ids.At(at), Ids.Instance(Ids.Lon, 1), Ids.Epoch(1));
}
