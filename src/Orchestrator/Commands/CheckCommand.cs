using System.CommandLine;
using CmsOrchestrator.Checking;
using CmsOrchestrator.Configuration;

namespace CmsOrchestrator.Commands;

/// <summary><c>check</c>: judges a configuration, then tries every Call Bridge once and says what is wrong.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var config = SiteOptions.Config();
        var command = new Command("check", "Judge a configuration and try every Call Bridge of it once.") { config };
        command.SetAction((parsed, stop) => RunAsync(parsed.GetRequiredValue(config), parsed.InvocationConfiguration, stop));
        return command;
    }

    private static async Task<int> RunAsync(string[] files, InvocationConfiguration console, CancellationToken stop)
    {
        var configuration = SiteOptions.Open(files, urls: null);
        return configuration.Read() switch
        {
            SiteResult.Valid(var site) => await SiteCheck.RunAsync(site, console.Output, stop) ? ExitCode.Fine : ExitCode.Failed,
            SiteResult.Invalid(var problems) => await SiteOptions.RejectAsync(problems, console.Error),
            var other => throw new InvalidOperationException($"{other.GetType()} is not a result that is known."),
        };
    }
}
