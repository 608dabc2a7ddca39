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

    public Process Process { get; }

    public static Task<Yardstick> StartCSharpAsync(LoadSite site) => FollowingAsync(
        site, new Yardstick(site, "dotnet", Path.Combine(AppContext.BaseDirectory, "CmsOrchestrator.Load.dll"), "bare"));

    /// <summary>Null where there is no Node.js, or one without a WebSocket.</summary>
    public static async Task<Yardstick?> StartNodeAsync(LoadSite site)
    {
        try
        {
            return await FollowingAsync(
                site, new Yardstick(site, "node", "--experimental-websocket", Path.Combine(AppContext.BaseDirectory, "client.mjs")));
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

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
