using System.CommandLine;
using CmsOrchestrator.Load.Clients;
using CmsOrchestrator.Load.Runs;
using CmsOrchestrator.Load.Traffic;

namespace CmsOrchestrator.Load.Commands;

/// <summary><c>yardsticks</c>: bare clients under the same load, and the reader without sockets.</summary>
internal static class YardsticksCommand
{
    public static Command Create()
    {
        var load = new LoadOptions();
        var command = new Command("yardsticks", "Measure bare clients in C# and in Node.js under the same load, and the reader without sockets.");
        load.AddTo(command);
        command.SetAction((parsed, stop) => RunAsync(load.Size(parsed), load.Pace(parsed).Window, load.Duration(parsed), stop));
        return command;
    }

    private static async Task RunAsync(SiteSize size, int window, Duration duration, CancellationToken stop)
    {
        Console.WriteLine("a bare C# client");
        Console.WriteLine(await MeasureAsync(size, Yardstick.StartCSharpAsync, window, duration, stop));
        Console.WriteLine("a bare Node.js client");
        Console.WriteLine(Yardstick.HasNode ? await MeasureAsync(size, Yardstick.StartNodeAsync, window, duration, stop) : "  no Node.js here");
        Console.WriteLine("the reader");
        Console.WriteLine(Report.Of(ReaderFigures.Measure(duration.Time)));
    }

    private static async Task<string> MeasureAsync(SiteSize size, Func<LoadSite, Task<Yardstick>> start, int window, Duration duration, CancellationToken stop)
    {
        using var site = new LoadSite(size);
        using var client = await start(site);
        return Report.Of(await YardstickFigures.MeasureAsync(site, client, window, duration, stop));
    }
}
