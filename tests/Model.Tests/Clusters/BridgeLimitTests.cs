using CmsOrchestrator.Model.Calls;
using CmsOrchestrator.Model.Tests.Support;

namespace CmsOrchestrator.Model.Tests.Clusters;

/// <summary>A bridge that comes back with other calls every time, and goes before its list is settled.</summary>
public class BridgeLimitTests
{
    private const int Limit = 10;

    [Fact]
    public void A_bridge_that_never_settles_is_remembered_for_twice_its_limit_at_most()
    {
        var cluster = new RecordedCluster(s => s with { MaxCallsPerBridge = Limit });
        cluster.Connect(0, Ids.Fra, 1000, 10, 1);
        for (var epoch = 1; epoch <= 5; epoch++)
        {
            cluster.Connect(epoch, Ids.Lon, epoch, 10, [.. Enumerable.Range(epoch * 100, Limit)]);
            cluster.Lose(epoch + 0.5, Ids.Lon, epoch);
        }

        Assert.InRange(Enumerable.Range(100, 500).Count(call => cluster.State.HasInstances(Ids.Key(call))), Limit, 2 * Limit);
        Assert.Single(cluster.Facts<CallFact.BridgeLost>(100));
        Assert.Empty(cluster.Facts<CallFact.BridgeLost>(1));
        Assert.True(cluster.State.HasInstances(Ids.Key(1)));
    }

    [Fact]
    public void A_bridge_that_repeats_its_calls_loses_none()
    {
        var cluster = new RecordedCluster(s => s with { MaxCallsPerBridge = Limit });
        for (var epoch = 1; epoch <= 5; epoch++)
        {
            cluster.Connect(epoch, Ids.Lon, epoch, 10, [.. Enumerable.Range(100, Limit)]);
            cluster.Lose(epoch + 0.5, Ids.Lon, epoch);
        }

        Assert.All(Enumerable.Range(100, Limit), call => Assert.Empty(cluster.Facts<CallFact.BridgeLost>(call)));
    }
}
