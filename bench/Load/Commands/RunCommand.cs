using System.CommandLine;
using CmsOrchestrator.Load.Runs;
using CmsOrchestrator.Load.Traffic;

namespace CmsOrchestrator.Load.Commands;

/// <summary><c>run</c>: the program under one load.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var load = new LoadOptions();
        var database = new Option<string?>("--database") { Description = "How to connect to an empty PostgreSQL database; without it, SQLite." };
        var command = new Command("run", "Measure the program under one load.") { database };
        load.AddTo(command);
        command.SetAction((parsed, stop) => RunAsync(load.Size(parsed), load.Pace(parsed), load.Duration(parsed), parsed.GetValue(database), stop));
        return command;
    }

    private static async Task RunAsync(SiteSize size, Pace pace, Duration duration, string? database, CancellationToken stop)
    {
        using var site = new LoadSite(size);
        using var run = await ProgramRun.StartAsync(site, database, stop);
        Console.WriteLine($"the program, {size}");
        Console.WriteLine(Report.Of(await run.MeasureAsync(pace, duration, stop)));
    }
}
