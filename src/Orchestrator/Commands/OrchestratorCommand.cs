using System.CommandLine;

namespace CmsOrchestrator.Commands;

/// <summary>The program's command line (api.md, "Command line").</summary>
internal static class OrchestratorCommand
{
    /// <summary>Runs one command to its end and gives the exit code. Cancelling <paramref name="stop"/> ends it as SIGTERM does.</summary>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error, CancellationToken stop = default)
    {
        var root = new RootCommand("CmsOrchestrator: every conference of your Cisco Meeting Server clusters as one call, live.")
        {
            DemoCommand.Create(),
            RunCommand.Create(),
            CheckCommand.Create(),
            KeyCommand.Create(),
        };
        var parsed = root.Parse(args);
        var code = await parsed.InvokeAsync(
            new InvocationConfiguration
            {
                Output = output,
                Error = error,
                ProcessTerminationTimeout = null, // signals are the host's, which drains; left to itself this would cut it off after 2 s
            },
            stop);
        return parsed.Errors.Count > 0 ? ExitCode.Wrong : code;
    }
}
