using CmsOrchestrator.Actors.Tests.Feed;
using CmsOrchestrator.Actors.Tests.Support;
using CmsOrchestrator.Simulator;
using CmsOrchestrator.Support;

namespace CmsOrchestrator.Actors.Tests.Clusters;

public sealed class StorageOutageOnSqlite() : StorageOutageTests(new SqlitePlace());

[NeedsPostgreSql]
public sealed class StorageOutageOnPostgreSql() : StorageOutageTests(new PostgreSqlPlace());

public abstract class StorageOutageTests : SiteTest
{
    private protected StorageOutageTests(IStorePlace place)
        : base(place)
    {
    }

    [StorageFact]
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

    [StorageFact]
    public async Task While_the_feed_takes_no_writes_the_view_stands_still_and_then_all_goes_on_by_itself()
    {
        await using var traffic = await LivelyAsync();

        Place.Refuse(Tables.Feed, "feed", "INSERT", "no feed today");
        await EventuallyAsync(() => World.Readiness.WaitsFor?.Contains("no feed today", StringComparison.Ordinal) == true, "it is said");
        var revision = View.Revision;
        var conference = Meet("meanwhile", [.. Cluster.Bridges]);
        await EventuallyAsync(() => Place.Texts(Tables.Journal, $"SELECT 1 FROM journal WHERE {Place.TextOf("message")} LIKE '%meanwhile%'").Count > 0, "it is journaled");
        Assert.Equal(revision, View.Revision);
        Place.Allow(Tables.Feed, "feed");
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
