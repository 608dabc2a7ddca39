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

    [Fact]
    public void A_roster_that_never_settles_makes_nobody_remember_more_than_twice_the_limit_of_people()
    {
        var cluster = new RecordedCluster(s => s with { MaxParticipantsPerBridge = Limit });
        cluster.Connect(0, Ids.Fra, 1000, 10, 1);
        for (var epoch = 1; epoch <= 3; epoch++)
        {
            Assert.Empty(cluster.Facts<CallFact.BridgeLost>(2));
            Appear(cluster, epoch, from: epoch * 100);
            cluster.Lose(epoch + 0.5, Ids.Lon, epoch);
        }

        Assert.Single(cluster.Facts<CallFact.BridgeLost>(2));
        Assert.Empty(cluster.Facts<CallFact.BridgeLost>(1));
    }

    [Fact]
    public void A_roster_that_repeats_its_people_or_settles_loses_nobody()
    {
        var cluster = new RecordedCluster(s => s with { MaxParticipantsPerBridge = Limit });
        for (var epoch = 1; epoch <= 10; epoch++)
        {
            Appear(cluster, epoch, from: 100);
            cluster.Lose(epoch + 0.5, Ids.Lon, epoch);
        }

        for (var epoch = 11; epoch <= 20; epoch++)
        {
            Appear(cluster, epoch, from: epoch * 100);
            cluster.State.RosterSettled(Ids.At(epoch), Ids.Instance(Ids.Lon, 2), Ids.Epoch(epoch), Limit, isLimit: false);
            cluster.Lose(epoch + 0.5, Ids.Lon, epoch);
        }

        Assert.Empty(cluster.Facts<CallFact.BridgeLost>(2));
    }

    // Connected, with call 2 and as many people in its roster as may be.
    private static void Appear(RecordedCluster cluster, int epoch, int from)
    {
        cluster.Connect(epoch, Ids.Lon, epoch, 10, 2);
        cluster.Plan(epoch);
        cluster.Roster(epoch, Ids.Lon, epoch, 2, "active");
        cluster.State.PartTold(
            Ids.Instance(Ids.Lon, 2),
            Ids.Epoch(epoch),
            new CallFact.RosterTold(Ids.At(epoch), Ids.Instance(Ids.Lon, 2), Ids.Epoch(epoch), [.. Enumerable.Range(from, Limit).Select(p => Values.Join(p))]),
            "origin");
    }
}
