using CmsOrchestrator.Chaos.Commands;
using CmsOrchestrator.Chaos.Site;

namespace CmsOrchestrator.Chaos;

/// <summary>The same on a few bridges; how long it takes on many is what the commands say (Program.cs).</summary>
public sealed class ChaosTests
{
    [Fact]
    public async Task Whatever_goes_wrong_the_view_becomes_the_truth_and_no_bridge_notes_a_breach()
    {
        await using var site = await ChaosSite.StartAsync(SiteShape.Of(bridges: 6, callsPerCluster: 8, seed: 1));
        await new Rounds(site, TimeSpan.FromSeconds(15), only: []).RunAsync();
        Assert.Empty(site.Breaches.Inexcusable);
    }

    [Fact]
    public async Task All_connections_may_be_lost_at_once_and_the_API_answers_all_the_while()
    {
        await using var site = await ChaosSite.StartAsync(SiteShape.Of(bridges: 16, callsPerCluster: 12, seed: 1));
        var figures = await Storm.All[0].RunAsync(site);
        Assert.Equal(0, figures.Answers.Failures);
        Assert.InRange(figures.Tokens.Tokens, site.Bridges.Length, int.MaxValue);
        Assert.Empty(site.Breaches.Inexcusable);
    }
}
