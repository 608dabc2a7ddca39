using Akka.Actor;
using CmsOrchestrator.Actors.Tests.Support;

namespace CmsOrchestrator.Actors.Tests.Clusters;

/// <summary>Whatever actor fails: the view equals the truth again, and nobody had to do anything.</summary>
public sealed class CrashTests : SiteTest
{
    [Theory]
    [InlineData("*/bridge-*/connection-*/subscription-*")]
    [InlineData("*/bridge-*/connection-*")]
    [InlineData("*/bridge-*")]
    [InlineData("*/call-*")]
    [InlineData("*")]
    public async Task What_fails_comes_back_and_so_does_what_it_knew(string actors)
    {
        var lasting = Meet("lasting", Cluster.Bridges[0], Cluster.Bridges[1]);
        var leaving = Meet("leaving", Cluster.Bridges[1], Cluster.Bridges[2]);
        Configure(Settings());
        await ViewEqualsTruthAsync();
        var id = View.Calls.Values.Single(c => c.View.Name == "lasting").View.Id;

        Sys.ActorSelection($"/user/cms-clusters/{actors}").Tell(Kill.Instance);
        Cluster.End(leaving);
        Meet("coming", Cluster.Bridges[2], Cluster.Bridges[0]);
        Cluster.Update(lasting, s => s with { Name = "lasting, renamed" });

        await ViewEqualsTruthAsync();
        Assert.Equal(id, View.Calls.Values.Single(c => c.View.Name == "lasting, renamed").View.Id);
        Assert.Empty(Site.Breaches.ToImmutableArray());
    }

    [Fact]
    public async Task A_call_that_fails_costs_no_connection()
    {
        var conference = Meet("failing", Cluster.Bridges[0], Cluster.Bridges[1]);
        Configure(Settings());
        await ViewEqualsTruthAsync();

        for (var i = 1; i <= 3; i++)
        {
            var name = $"failing {i}";
            Sys.ActorSelection("/user/cms-clusters/*/call-*").Tell(Kill.Instance);
            Cluster.Update(conference, s => s with { Name = name });
            await ViewEqualsTruthAsync();
        }

        Assert.Equal([0, 0, 0], Reconnects());
    }
}
