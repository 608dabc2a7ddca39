using System.Diagnostics;
using System.Text.Json;
using CmsOrchestrator.Load.Runs;
using CmsOrchestrator.Load.Storages;
using CmsOrchestrator.Load.Tables;
using CmsOrchestrator.Load.Traffic;
using CmsOrchestrator.Load.Watching;

namespace CmsOrchestrator.Load.Soaks;

/// <summary>Traffic for a long time, a watcher that reads slowly, a database that pauses; and what it comes to.</summary>
internal sealed class Soak(SoakPlan plan, LoadSite site, ProgramRun run, IStorage storage)
{
    private static readonly Duration TopTime = new(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(15));
    private static readonly TimeSpan CatchUpTime = TimeSpan.FromMinutes(3);

    private readonly List<SoakLine> _lines = [];

    public async Task<Verdict> RunAsync(CancellationToken stop)
    {
        var rate = plan.Rate ?? (await run.MeasureAsync(StorageRows.Fastest, TopTime, stop)).Rate / 2;
        Console.WriteLine(FormattableString.Invariant(
            $"{site.Size}; {rate:N0} changes a second for {plan.Time.TotalMinutes:N1} minutes; the database pauses for {SoakPlan.PauseTime.TotalSeconds} s every {plan.PauseInterval.TotalMinutes:N1} minutes"));
        Console.WriteLine(SoakLine.Head);
        using var slow = new SlowWatcher(run.Program.Url, plan.SlowTime);
        await using (run.Traffic(StorageRows.Held with { Rate = rate }))
        {
            await WatchAsync(stop);
        }

        return await JudgeAsync(slow, stop);
    }

    private async Task WatchAsync(CancellationToken stop)
    {
        var (clock, nextLine, nextPause) = (Stopwatch.StartNew(), plan.LineTime, plan.FirstPause);
        var before = run.Marks.Shown;
        run.Marks.Ages.Reset();
        Pause? pause = null;
        try
        {
            for (var hasPaused = false; clock.Elapsed < plan.Time; await Task.Delay(100, stop))
            {
                if (pause is null && clock.Elapsed >= nextPause && clock.Elapsed + (2 * SoakPlan.PauseTime) < plan.Time)
                {
                    pause = new Pause(storage.Pause(), clock.Elapsed + SoakPlan.PauseTime);
                    (hasPaused, nextPause) = (true, nextPause + plan.PauseInterval);
                }

                if (pause is { } current && clock.Elapsed >= current.Until)
                {
                    current.Of.Dispose();
                    pause = null;
                }

                // A paused server says nothing about its size; the line comes after.
                if (pause is null && clock.Elapsed >= nextLine)
                {
                    before = await LineAsync(clock.Elapsed, before, hasPaused);
                    (hasPaused, nextLine) = (false, clock.Elapsed + plan.LineTime);
                }
            }
        }
        finally
        {
            pause?.Of.Dispose();
        }
    }

    private async Task<long> LineAsync(TimeSpan at, long shownBefore, bool hasPaused)
    {
        var (ages, shown) = (run.Marks.Ages, run.Marks.Shown);
        var since = _lines.Count > 0 ? at - _lines[^1].At : at;
        var line = await SoakLine.TakeAsync(
            run.Program, storage, at,
            new((shown - shownBefore) / since.TotalSeconds, ages.Percentile(0.5), ages.Percentile(0.99), run.Marks.Unseen), hasPaused);
        ages.Reset();
        _lines.Add(line);
        Console.WriteLine(line);
        return shown;
    }

    private async Task<Verdict> JudgeAsync(SlowWatcher slow, CancellationToken stop)
    {
        var verdict = new Verdict();
        slow.Hurry();
        var difference = await Truth.DifferenceAsync(run.Program.Http, site, stop);
        verdict.Say(difference is null, $"the view is what the bridges say{(difference is null ? "" : $": {difference}")}");
        verdict.Say(run.Marks.Told > 0 && site.Conferences.All(c => c.IsShown), $"the stream showed all of {run.Marks.Told:N0} changes to a watcher that never left");
        await JudgeSlowAsync(slow, verdict, stop);
        const double Megabytes = 1 << 20;
        verdict.SayStays(_lines, "working set, MB", 64, line => line.Moment.WorkingSet / Megabytes);
        verdict.SayStays(_lines, "managed heap, MB", 64, line => line.ManagedHeap / Megabytes);
        verdict.SayStays(_lines, "handles", 16, line => line.Handles);
        verdict.SayStays(_lines, "threads", 8, line => line.Threads);
        DatabaseBounds.Judge(storage, site.Conferences.Count, verdict);
        return verdict;
    }

    private async Task JudgeSlowAsync(SlowWatcher slow, Verdict verdict, CancellationToken stop)
    {
        using var stats = JsonDocument.Parse(await run.Program.Http.GetStringAsync("/api/v1/stats", stop));
        var revision = stats.RootElement.GetProperty("revision").GetInt64();
        for (var clock = Stopwatch.StartNew(); slow.Last < revision && slow.Wrong is null && clock.Elapsed < CatchUpTime; await Task.Delay(100, stop))
        {
            // It may be far behind.
        }

        verdict.Say(
            slow.Wrong is null && slow.Last >= revision,
            $"a watcher that reads slowly in turn got every change once and in order: told {slow.CutOff} times that it is too slow, taken up again {slow.Resumed} times{(slow.Wrong is { } wrong ? $"; {wrong}" : slow.Last < revision ? $"; {revision - slow.Last:N0} behind at the end" : "")}");
    }

    private sealed record Pause(IDisposable Of, TimeSpan Until);
}
