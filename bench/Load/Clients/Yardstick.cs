using System.Diagnostics;
using CmsOrchestrator.Load.Traffic;

namespace CmsOrchestrator.Load.Clients;

/// <summary>A bare client in a process of its own, which follows everything of a site.</summary>
internal sealed class Yardstick : IDisposable
{
    private static readonly TimeSpan StartTime = TimeSpan.FromMinutes(1);

    private Yardstick(LoadSite site, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program);
        foreach (var argument in arguments.Concat(site.Bridges.Select(bridge => bridge.Url.ToString())))
        {
            start.ArgumentList.Add(argument);
        }

        Process = Process.Start(start)!;
    }

    /// <summary>Whether there is a Node.js to be run.</summary>
    public static bool HasNode { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(directory => File.Exists(Path.Combine(directory, "node")));

    public Process Process { get; }

    public static Task<Yardstick> StartCSharpAsync(LoadSite site) => FollowingAsync(
        site, new Yardstick(site, "dotnet", Path.Combine(AppContext.BaseDirectory, "CmsOrchestrator.Load.dll"), "bare"));

    /// <summary>For where there is <see cref="HasNode"/>.</summary>
    public static Task<Yardstick> StartNodeAsync(LoadSite site) => FollowingAsync(
        site, new Yardstick(site, "node", "--experimental-websocket", Path.Combine(AppContext.BaseDirectory, "client.mjs")));

    public void Dispose()
    {
        Process.Kill();
        Process.WaitForExit();
        Process.Dispose();
    }

    private static async Task<Yardstick> FollowingAsync(LoadSite site, Yardstick client)
    {
        for (var clock = Stopwatch.StartNew(); !site.IsFollowed; await Task.Delay(20))
        {
            if (client.Process.HasExited || clock.Elapsed > StartTime)
            {
                client.Dispose();
                throw new InvalidOperationException("A bare client does not follow the site.");
            }
        }

        return client;
    }
}
