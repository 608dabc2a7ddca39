using System.CommandLine;
using System.Net.Sockets;
using CmsOrchestrator.Actors.Databases;
using CmsOrchestrator.Actors.Hosting;
using CmsOrchestrator.Commands;

namespace CmsOrchestrator.Hosting;

/// <summary>The life of a host, from its building to its last line.</summary>
internal static class HostRunner
{
    /// <summary>
    /// Builds, starts, announces, and waits for Ctrl-C, SIGTERM or <paramref name="stop"/>; then the host drains. What keeps it
    /// from starting (a port that is taken, a storage that does not open) is one line, and the exit code is 1; so is what ends it
    /// unasked.
    /// </summary>
    public static async Task<int> RunAsync(
        Func<WebApplication> build, Func<WebApplication, string> announcement, InvocationConfiguration console, CancellationToken stop)
    {
        try
        {
            await using var app = build();
            await app.StartAsync(stop);
            await console.Output.WriteLineAsync(announcement(app));
            await app.WaitForShutdownAsync(stop);
            if (app.Services.GetRequiredService<Fate>().Problem is { } problem)
            {
                await console.Error.WriteLineAsync(problem);
                return ExitCode.Failed;
            }

            return ExitCode.Fine;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return ExitCode.Fine; // told to stop before the start was over
        }
        catch (Exception exception) when (exception is StorageException or IOException or SocketException or UnauthorizedAccessException)
        {
            await console.Error.WriteLineAsync(exception.Message);
            return ExitCode.Failed;
        }
    }
}
