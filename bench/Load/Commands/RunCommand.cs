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
        var again = new Option<bool>("--start-again") { Description = "Kill the program after that, and measure its start with what it has stored." };
        var command = new Command("run", "Measure the program under one load.") { database, again };
        load.AddTo(command);
        command.SetAction((parsed, stop) => RunAsync(
            load.Size(parsed), load.Pace(parsed), load.Duration(parsed), parsed.GetValue(database), parsed.GetValue(again), stop));
        return command;
    }

    private static async Task RunAsync(SiteSize size, Pace pace, Duration duration, string? database, bool again, CancellationToken stop)
    {
        using var site = new LoadSite(size);
        using var run = await ProgramRun.StartAsync(site, database, stop);
        Console.WriteLine($"the program, {size}");
        Console.WriteLine(Report.Of(await run.MeasureAsync(pace, duration, stop)));
        if (again)
        {
            await run.ShowsAllToldAsync(stop);
            var (serves, isLive) = await run.StartAgainAsync(stop);
            Console.WriteLine(FormattableString.Invariant(
                $"started again: serves after {serves.TotalSeconds:N1} s, all live after {isLive.TotalSeconds:N1} s"));
        }
    }
}
