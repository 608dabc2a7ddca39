using System.CommandLine;
using Akka.Actor;
using CmsOrchestrator.Actors.Settings;
using CmsOrchestrator.Api.Limits;
using CmsOrchestrator.Commands;
using CmsOrchestrator.Configuration;
using CmsOrchestrator.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace CmsOrchestrator.EndToEnd.Tests;

/// <summary>A fault in one of the actors without whom nothing goes on.</summary>
public sealed class CrashTests
{
    [Theory]
    [InlineData("feed")]
    [InlineData("cms-clusters")]
    public async Task A_process_that_could_only_stand_still_ends_with_exit_code_1_and_one_line(string actor)
    {
        using var directory = new TestDirectory();
        using var error = new StringWriter();
        var console = new InvocationConfiguration { Output = TextWriter.Null, Error = error };
        var api = new ApiSettings(["http://127.0.0.1:0"], Certificate: null, Keys: [], new ApiLimits());
        var site = new Site(new OrchestratorSettings { Storage = new StorageSettings.Sqlite(directory.Path) }, [], api);
        var noFiles = new SiteConfiguration([], new Dictionary<string, string?>(), urls: null);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));

        var code = await HostRunner.RunAsync(
            () => OrchestratorHost.Build(site, noFiles),
            app =>
            {
                app.Services.GetRequiredService<ActorSystem>().ActorSelection($"/user/{actor}").Tell(Kill.Instance);
                return "";
            },
            console, limit.Token);

        Assert.Equal(ExitCode.Failed, code);
        Assert.Equal($"{actor} failed; the process ends and is to be started again", error.ToString().Trim());
    }
}
