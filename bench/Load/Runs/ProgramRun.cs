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
    private readonly Marks _marks;
    private readonly StreamWatcher _watcher;

    private ProgramRun(LoadSite site, ProgramProcess program)
    {
        (_site, Program, _marks) = (site, program, new Marks(site));
        _watcher = new StreamWatcher(program.Url, _marks);
        _watcher.Start();
    }

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
        var pump = new TrafficPump(_site, _marks, pace);
        pump.Start();
        await Task.Delay(duration.WarmUp);
        var before = await Moment.TakeAsync(Program.Process, Program.Http);
        var (told, shown, events) = (_marks.Told, _marks.Shown, _watcher.Events);
        _marks.Ages.Reset();
        await Task.Delay(duration.Time);
        (told, shown, events) = (_marks.Told - told, _marks.Shown - shown, _watcher.Events - events);
        var after = await Moment.TakeAsync(Program.Process, Program.Http);
        await pump.StopAsync();
        return new ProgramFigures(before, after, told, shown, events, _marks.Ages);
    }

    public void Dispose()
    {
        _watcher.Dispose();
        Program.Dispose();
    }

    private static async Task<bool> ShowsAllAsync(ProgramProcess program, LoadSite site)
    {
        using var stats = JsonDocument.Parse(await program.Http.GetStringAsync("/api/v1/stats"));
        var calls = stats.RootElement.GetProperty("calls");
        return calls.GetProperty("active").GetInt32() == site.Size.AllCalls
            && calls.GetProperty("stale").GetInt32() == 0
            && stats.RootElement.GetProperty("participants").GetInt32() == site.Size.AllParticipants
            && site.IsFollowed;
    }
}
