using System.CommandLine;
using CmsOrchestrator.Load.Clients;
using CmsOrchestrator.Load.Runs;
using CmsOrchestrator.Load.Traffic;

namespace CmsOrchestrator.Load.Commands;

/// <summary><c>run</c>: one deployment, one pace, all figures.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var clusters = Number("--clusters", "Clusters.", 1);
        var bridges = Number("--bridges", "Call Bridges of each cluster.", 1);
        var calls = Number("--calls", "Calls of each Call Bridge.", 40);
        var participants = Number("--participants", "Participants of each call.", 10);
        var rate = Number("--rate", "Changes of rosters a second; 0 for as fast as the bounds allow.", 0);
        var window = Number("--window", "Messages that a connection may have unacknowledged.", 1000);
        var unseen = Number("--unseen", "Changes that may be told and not shown.", 8192);
        var seconds = Number("--seconds", "How long it is measured.", 10);
        var warmUp = Number("--warm-up", "Seconds of traffic before that.", 10);
        var yardsticks = new Option<bool>("--yardsticks") { Description = "The bare clients and the bare reader, too." };
        var database = new Option<string?>("--database") { Description = "How to connect to an empty PostgreSQL database; without it, SQLite." };
        var command = new Command("run", "Measure the program under one load.")
        {
            clusters, bridges, calls, participants, rate, window, unseen, seconds, warmUp, yardsticks, database,
        };
        command.SetAction((parsed, _) => RunAsync(
            new SiteSize(parsed.GetValue(clusters), parsed.GetValue(bridges), parsed.GetValue(calls), parsed.GetValue(participants)),
            new Pace(parsed.GetValue(rate) is > 0 and var paced ? paced : null, parsed.GetValue(window), parsed.GetValue(unseen)),
            TimeSpan.FromSeconds(parsed.GetValue(warmUp)),
            TimeSpan.FromSeconds(parsed.GetValue(seconds)),
            parsed.GetValue(yardsticks),
            parsed.GetValue(database)));
        return command;
    }

    private static async Task RunAsync(SiteSize size, Pace pace, TimeSpan warmUp, TimeSpan time, bool yardsticks, string? database)
    {
        using (var site = new LoadSite(size))
        using (var run = await ProgramRun.StartAsync(site, database))
        {
            Console.WriteLine($"the program, {size}");
            Console.WriteLine(Report.Of(await run.MeasureAsync(pace, warmUp, time)));
        }

        if (yardsticks)
        {
            await YardsticksAsync(size, pace.Window, warmUp, time);
        }
    }

    private static async Task YardsticksAsync(SiteSize size, int window, TimeSpan warmUp, TimeSpan time)
    {
        using (var site = new LoadSite(size))
        using (var client = await Yardstick.StartCSharpAsync(site))
        {
            Console.WriteLine("a bare C# client");
            Console.WriteLine(Report.Of(await YardstickFigures.MeasureAsync(site, client, window, warmUp, time)));
        }

        using (var site = new LoadSite(size))
        using (var client = await Yardstick.StartNodeAsync(site))
        {
            Console.WriteLine("a bare Node.js client");
            Console.WriteLine(client is null ? "  no Node.js here" : Report.Of(await YardstickFigures.MeasureAsync(site, client, window, warmUp, time)));
        }

        Console.WriteLine("the reader");
        Console.WriteLine(Report.Of(ReaderFigures.Measure(time)));
    }

    private static Option<int> Number(string name, string description, int standard) =>
        new(name) { Description = description, DefaultValueFactory = _ => standard };
}
