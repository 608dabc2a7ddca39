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
    /// <summary>How long the program may take to show everything.</summary>
    public static readonly TimeSpan StartTime = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan ShownTime = TimeSpan.FromSeconds(30);

    private readonly LoadSite _site;
    private readonly StreamWatcher _watcher;

    private ProgramRun(LoadSite site, ProgramProcess program, TimeSpan firstShown)
    {
        (_site, Program, FirstShown, Marks) = (site, program, firstShown, new Marks(site));
        _watcher = new StreamWatcher(program.Url, Marks);
        _watcher.Start();
    }

    public ProgramProcess Program { get; }

    /// <summary>Which changes were told, and which of them the stream has shown.</summary>
    public Marks Marks { get; }

    /// <summary>From the start of the process until it showed everything, with nothing stored before.</summary>
    public TimeSpan FirstShown { get; }

    /// <summary>Starts the program and waits until it shows everything.</summary>
    public static async Task<ProgramRun> StartAsync(LoadSite site, string? database, CancellationToken stop)
    {
        var clock = Stopwatch.StartNew();
        var program = new ProgramProcess(site, database);
        try
        {
            await program.UntilAsync(() => ShowsAllAsync(program, site), StartTime, stop);
            return new ProgramRun(site, program, clock.Elapsed);
        }
        catch
        {
            program.Dispose();
            throw;
        }
    }

    /// <summary>Traffic at that pace, until what is returned is disposed of.</summary>
    public IAsyncDisposable Traffic(Pace pace)
    {
        var pump = new TrafficPump(_site, Marks, pace);
        pump.Start();
        return pump;
    }

    /// <summary>Traffic at that pace, for a while before it is measured.</summary>
    public async Task<ProgramFigures> MeasureAsync(Pace pace, Duration duration, CancellationToken stop)
    {
        await using var traffic = Traffic(pace);
        await Task.Delay(duration.WarmUp, stop);
        var before = await Moment.TakeAsync(Program.Process, Program.Http);
        var (told, shown, events) = (Marks.Told, Marks.Shown, _watcher.Events);
        Marks.Ages.Reset();
        await Task.Delay(duration.Time, stop);
        (told, shown, events) = (Marks.Told - told, Marks.Shown - shown, _watcher.Events - events);
        var after = await Moment.TakeAsync(Program.Process, Program.Http);
        if (shown == 0)
        {
            throw new InvalidOperationException($"Of {told} changes told none was shown in {duration.Time.TotalSeconds} s.");
        }

        return new ProgramFigures(before, after, told, shown, events, Marks.Ages);
    }

    /// <summary>Waits until the stream has shown all that was told. For when nothing more is.</summary>
    public async Task ShowsAllToldAsync(CancellationToken stop)
    {
        if (await RestAsync(ShownTime, stop) is null)
        {
            throw new TimeoutException(
                $"{_site.Conferences.Count(conference => !conference.IsShown)} conferences are not shown as they are {ShownTime.TotalSeconds} s after the last change.");
        }
    }

    /// <summary>How long it takes until the stream has shown all that was told; null if longer than that. For when nothing more is told.</summary>
    public async Task<TimeSpan?> RestAsync(TimeSpan limit, CancellationToken stop)
    {
        var clock = Stopwatch.StartNew();
        while (!_site.Conferences.All(conference => conference.IsShown))
        {
            if (clock.Elapsed > limit)
            {
                return null;
            }

            await Task.Delay(20, stop);
        }

        return clock.Elapsed;
    }

    /// <summary>
    /// Kills the program and starts it again: how long until it serves, and until it shows everything live. Nothing can be measured after that.
    /// </summary>
    public async Task<(TimeSpan Serves, TimeSpan IsLive)> StartAgainAsync(CancellationToken stop)
    {
        var clock = Stopwatch.StartNew();
        Program.KillAndStart();
        await Program.ReadyAsync(StartTime, stop);
        var serves = clock.Elapsed;
        await Program.UntilAsync(() => ShowsAllAsync(Program, _site), StartTime, stop);
        return (serves, clock.Elapsed);
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
            && stats.RootElement.GetProperty("participants").GetInt32() >= site.Size.AllParticipants
            && site.IsFollowed;
    }
}
