using CmsOrchestrator.Simulator;
using CmsOrchestrator.Support;

namespace CmsOrchestrator.EndToEnd.Tests.Page;

/// <summary>The live page of the running program, in a browser, over simulated bridges that come and go.</summary>
public sealed class LivePageTests(Chromium chromium) : IClassFixture<Chromium>
{
    [ToolFact(Chromium.Program)]
    public async Task A_distributed_call_is_shown_as_it_changes_goes_stale_with_its_bridge_and_is_live_again_with_it()
    {
        using var directory = new TestDirectory();
        await using var site = await SimulatedDeployment.StartAsync(new SimulatedDeploymentOptions { BridgesPerCluster = 2 });
        var cluster = site.Clusters[0];
        var (first, second) = (cluster.Bridges[0], cluster.Bridges[1]);
        await using var program = await OrchestratorProcess.RunAsync(directory.Path, site);
        await using var tab = await chromium.OpenAsync(program.Http.BaseAddress!);
        await tab.UntilTextAsync("#status", "Live");

        var conference = cluster.Start(first, new ConferenceState { Name = "Board" });
        cluster.Join(conference, first, new ParticipantState { Name = "Ann", Uri = "ann@example.net" });
        await tab.UntilTextAsync(".list-space", "Board");
        cluster.Extend(conference, second);
        cluster.Join(conference, second, new ParticipantState { Name = "Bo", Uri = "bo@example.net" });
        await tab.UntilTextAsync(".c-bridges", string.Join(", ", new[] { first.Name, second.Name }.Order()));
        await tab.EvaluateAsync("document.querySelector('.list .row').click()");
        await tab.UntilTextAsync(".panel", "2 instances");
        await tab.UntilTextAsync(".roster", "Ann");
        await tab.UntilTextAsync(".roster", "Bo");
        cluster.Join(conference, second, new ParticipantState { Name = "Cy", Uri = "cy@example.net" });
        await tab.UntilTextAsync(".timeline", "Cy joined");

        await second.StopAsync();
        await tab.UntilTextAsync(".rail", "partial");
        await tab.UntilTextAsync(".panel table", "stale");
        await tab.UntilTextAsync(".panel .about", "partial");
        await first.StopAsync();
        await tab.UntilTextAsync(".panel .about", "stale");
        await tab.UntilTextAsync(".roster", "stale");
        await tab.UntilTextAsync(".timeline", "seen stale");
        await first.StartAsync();
        await second.StartAsync();
        await tab.UntilAsync("['.panel .about', '.panel table', '.roster', '.rail'].every(part => !document.querySelector(part).innerText.includes('stale'))");
        await tab.UntilTextAsync(".panel .about", "live");

        cluster.End(conference, "allLeft");
        await tab.UntilTextAsync(".panel .about", "ended");
        Assert.Empty(tab.Complaints);
    }

    [ToolFact(Chromium.Program)]
    public async Task It_says_that_it_is_stale_while_the_program_is_away_and_goes_on_where_it_was()
    {
        using var directory = new TestDirectory();
        await using var site = await SimulatedDeployment.StartAsync(new SimulatedDeploymentOptions { BridgesPerCluster = 1 });
        var cluster = site.Clusters[0];
        cluster.Start(cluster.Bridges[0], new ConferenceState { Name = "Before" });
        var program = await OrchestratorProcess.RunAsync(directory.Path, site);
        var url = program.Http.BaseAddress!;
        await using var tab = await chromium.OpenAsync(url);
        await tab.UntilTextAsync(".list-space", "Before");
        await tab.EvaluateAsync("window.here = true");
        await program.TerminateAsync();
        await program.DisposeAsync();
        await tab.UntilTextAsync("#status", "Stale");
        await tab.UntilTextAsync("#banner", "may have changed since");
        Assert.Contains("Before", await tab.TextAsync(".list-space"), StringComparison.Ordinal);

        cluster.Start(cluster.Bridges[0], new ConferenceState { Name = "Meanwhile" });
        await using var again = OrchestratorProcess.Start("run", "--config", Path.Combine(directory.Path, "site.json"), "--urls", url.GetLeftPart(UriPartial.Authority));
        await again.ReadyAsync();
        await tab.UntilTextAsync("#status", "Live");
        await tab.UntilTextAsync(".list-space", "Meanwhile");
        Assert.True((bool)(await tab.EvaluateAsync("window.here === true && document.getElementById('banner').hidden"))!);
    }
}
