using System.CommandLine;
using CmsOrchestrator.Demo;

namespace CmsOrchestrator.Commands;

/// <summary><c>demo</c>: a made-up deployment and its orchestrator in one process; the configuration is made up, too.</summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var urls = SiteOptions.Urls();
        var clusters = WholeNumber.Option("--clusters", "Clusters.", standard: 2, most: 100);
        var bridges = WholeNumber.Option("--bridges", "Call Bridges of each cluster.", standard: 3, most: 24);
        var calls = WholeNumber.Option("--calls", "Conferences at once, of each cluster.", standard: 20, most: 10_000);
        var command = new Command("demo", "Show a made-up deployment, live; needs no configuration.") { urls, clusters, bridges, calls };
        command.SetAction((parsed, stop) => RunAsync(
            new DemoSize(parsed.GetValue(clusters), parsed.GetValue(bridges), parsed.GetValue(calls)),
            parsed.GetValue(urls), parsed.InvocationConfiguration, stop));
        return command;
    }

    private static async Task<int> RunAsync(DemoSize size, string? urls, InvocationConfiguration console, CancellationToken stop)
    {
        using var directory = new TemporaryDirectory();
        await using var deployment = await DemoDeployment.StartAsync(size, directory.Path);
        return await RunCommand.RunAsync(
            deployment.Configuration(urls), (_, app) => Announcement(size, app.Urls.First(), deployment.ConfigurationFile), console, stop);
    }

    private static string Announcement(DemoSize size, string url, string file) => $"""
        A made-up deployment: {size.Clusters} cluster(s) of {size.Bridges} Call Bridge(s), over HTTPS and WSS on loopback.
          live page      {url}/
          calls          {url}/api/v1/calls
          participants   {url}/api/v1/participants
          Call Bridges   {url}/api/v1/callBridges
          configuration  {file}
        An edit of the configuration takes effect within five seconds; each cluster has one Call Bridge more in it, in a comment.
        Ctrl-C ends it; nothing is left behind.
        """;
}
