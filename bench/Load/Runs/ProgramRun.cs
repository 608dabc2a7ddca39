using System.Diagnostics;
using System.Text.Json;
using CmsOrchestrator.Load.Clients;
using CmsOrchestrator.Load.Figures;
using CmsOrchestrator.Load.Traffic;
using CmsOrchestrator.Load.Watching;

namespace CmsOrchestrator.Load.Runs;

/// <summary>The program, seen from both ends: the bridges that it follows and its change stream.</summary>
internal sealed class ProgramRun : IDisposable
{
    private static readonly TimeSpan StartTime = TimeSpan.FromMinutes(3);

    private readonly LoadSite _site;

    private ProgramRun(LoadSite site, ProgramProcess program) => (_site, Program) = (site, program);

    public ProgramProcess Program { get; }

    /// <summary>Starts the program and waits until it shows everything.</summary>
    public static async Task<ProgramRun> StartAsync(LoadSite site, string? database)
    {
        var program = new ProgramProcess(site, database);
        try
        {
            await program.UntilAsync(() => ShowsAllAsync(program, site), StartTime);
            return new ProgramRun(site, program);
        }
        catch
        {
            program.Dispose();
            throw;
        }
    }

    /// <summary>Traffic at that pace, for a while before it is measured.</summary>
    public async Task<ProgramFigures> MeasureAsync(Pace pace, Duration duration)
    {
        var marks = new Marks(_site);
        using var watcher = new StreamWatcher(Program.Url, marks);
        watcher.Start();
        var pump = new TrafficPump(_site, marks, pace);
        pump.Start();
        await Task.Delay(duration.WarmUp);
        var before = await Moment.TakeAsync(Program.Process, Program.Http);
        var (told, shown, events) = (marks.Told, marks.Shown, watcher.Events);
        marks.Ages.Reset();
        await Task.Delay(duration.Time);
        (told, shown, events) = (marks.Told - told, marks.Shown - shown, watcher.Events - events);
        var after = await Moment.TakeAsync(Program.Process, Program.Http);
        await pump.StopAsync();
        return new ProgramFigures(before, after, told, shown, events, marks.Ages);
    }

    /// <summary>Kills the program and starts it again: how long until it serves, and until it shows everything live.</summary>
    public async Task<(TimeSpan Serves, TimeSpan IsLive)> StartAgainAsync()
    {
        var clock = Stopwatch.StartNew();
        Program.KillAndStart();
        await Program.ReadyAsync(StartTime);
        var serves = clock.Elapsed;
        await Program.UntilAsync(() => ShowsAllAsync(Program, _site), StartTime);
        return (serves, clock.Elapsed);
    }

    public void Dispose() => Program.Dispose();

    private static async Task<bool> ShowsAllAsync(ProgramProcess program, LoadSite site)
    {
        using var stats = JsonDocument.Parse(await program.Http.GetStringAsync("/api/v1/stats"));
        var calls = stats.RootElement.GetProperty("calls");
        return calls.GetProperty("active").GetInt32() == site.Size.AllCalls
            && calls.GetProperty("stale").GetInt32() == 0
            && stats.RootElement.GetProperty("participants").GetInt32() >= site.Size.AllParticipants
            && site.IsFollowed;
    }
}
