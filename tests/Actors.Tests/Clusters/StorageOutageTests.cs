using CmsOrchestrator.Actors.Tests.Feed;
using CmsOrchestrator.Actors.Tests.Support;
using CmsOrchestrator.Simulator;

namespace CmsOrchestrator.Actors.Tests.Clusters;

public sealed class StorageOutageTests : SiteTest
{
    [Fact]
    public async Task A_journal_that_fails_in_mid_traffic_leaves_the_view_equal_to_the_truth_without_any_reconnection()
    {
        await using var traffic = await LivelyAsync();

        FailJournal();
        await EventuallyAsync(() => World.Readiness.StorageProblem?.Contains("no writes today", StringComparison.Ordinal) == true, "it is said");
        Meet("meanwhile", [.. Cluster.Bridges]);
        HealJournal();
        await traffic.StopAsync();

        await ViewEqualsTruthAsync();
        await EventuallyAsync(() => World.Readiness.StorageProblem is null, "it is well again");
        Assert.Equal([0, 0, 0], Reconnects());
        Assert.Empty(Site.Breaches.ToImmutableArray());
    }

    [Fact]
    public async Task While_the_feed_takes_no_writes_the_view_stands_still_and_then_all_goes_on_by_itself()
    {
        await using var traffic = await LivelyAsync();

        Sqlite.Run(Files.Feed, "CREATE TRIGGER no_writes BEFORE INSERT ON feed BEGIN SELECT RAISE(ABORT, 'no feed today'); END");
        await EventuallyAsync(() => World.Readiness.WaitsFor?.Contains("no feed today", StringComparison.Ordinal) == true, "it is said");
        var revision = View.Revision;
        var conference = Meet("meanwhile", [.. Cluster.Bridges]);
        await EventuallyAsync(() => Sqlite.Texts(Files.Journal, "SELECT 1 FROM journal WHERE CAST(message AS TEXT) LIKE '%meanwhile%'").Count > 0, "it is journaled");
        Assert.Equal(revision, View.Revision);
        Sqlite.Run(Files.Feed, "DROP TRIGGER no_writes");
        await traffic.StopAsync();

        await ViewEqualsTruthAsync();
        await EventuallyAsync(() => World.Readiness.StorageProblem is null, "it is well again");
        Assert.Equal([0, 0, 0], Reconnects());
        Assert.NotEmpty(conference.Truth().Instances);
    }

    private async Task<DeploymentTraffic> LivelyAsync()
    {
        var traffic = new DeploymentTraffic(Site, new TrafficOptions { Calls = 6, Rate = 40, Seed = 11 });
        Configure(Settings());
        traffic.Start();
        await EventuallyAsync(() => View.Calls.Count >= 3 && View.Revision > 60, "there is traffic");
        return traffic;
    }
}
