using CmsOrchestrator.Simulator;

namespace CmsOrchestrator.EndToEnd.Tests;

public sealed class ViewEqualsTruthTests
{
    [Fact]
    public async Task The_view_of_a_lively_deployment_equals_what_its_bridges_know()
    {
        using var directory = new TestDirectory();
        await using var site = await SimulatedDeployment.StartAsync(new SimulatedDeploymentOptions { Clusters = 2, BridgesPerCluster = 3 });
        await using var traffic = new DeploymentTraffic(site, new TrafficOptions { Calls = 10, Rate = 50, Seed = 7 });
        await using var node = await TestNode.StartAsync(directory.Path, site);
        traffic.Start();
        await Eventually.TrueAsync(() => node.View.Current.Revision > 800, "fewer than 800 changes");
        await traffic.StopAsync();
        await Eventually.NoDifferenceAsync(() => TruthComparison.Difference(site, node.View.Current));
        Assert.Empty(site.Breaches.ToImmutableArray());
    }
}
