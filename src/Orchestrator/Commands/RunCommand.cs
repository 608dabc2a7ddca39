using System.CommandLine;
using CmsOrchestrator.Configuration;
using CmsOrchestrator.Hosting;

namespace CmsOrchestrator.Commands;

/// <summary><c>run</c>: the orchestrator of a site, until it is told to stop.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var config = SiteOptions.Config();
        var urls = SiteOptions.Urls();
        var command = new Command("run", "Watch the clusters of a configuration and serve the API.") { config, urls };
        command.SetAction((parsed, stop) => RunAsync(
            SiteOptions.Open(parsed.GetRequiredValue(config), parsed.GetValue(urls)), Announcement, parsed.InvocationConfiguration, stop));
        return command;
    }

    /// <summary>Runs what a configuration says; one with a fault is rejected. Gives the exit code.</summary>
    public static async Task<int> RunAsync(
        SiteConfiguration configuration, Func<Site, WebApplication, string> announcement, InvocationConfiguration console, CancellationToken stop) =>
        configuration.Read() switch
        {
            SiteResult.Valid(var site) => await HostRunner.RunAsync(
                () => OrchestratorHost.Build(site, configuration), app => announcement(site, app), console, stop),
            SiteResult.Invalid(var problems) => await SiteOptions.RejectAsync(problems, console.Error),
            var other => throw new InvalidOperationException($"{other.GetType()} is not a result that is known."),
        };

    private static string Announcement(Site site, WebApplication app) =>
        $"Watching {site.Clusters.Sum(cluster => cluster.CallBridges.Count)} Call Bridge(s) of {site.Clusters.Length} cluster(s); "
        + $"calls at {app.Urls.First()}/api/v1/calls";
}
