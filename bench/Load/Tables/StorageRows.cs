using System.Globalization;
using System.Text.Json;
using CmsOrchestrator.Load.Figures;
using CmsOrchestrator.Load.Runs;
using CmsOrchestrator.Load.Traffic;
using CmsOrchestrator.Load.Watching;

namespace CmsOrchestrator.Load.Tables;

/// <summary>The program on one kind of storage.</summary>
/// <param name="database">Makes an empty PostgreSQL database; null for SQLite.</param>
internal sealed class StorageRows(Sheet sheet, TablePlan plan, YardstickRows yardsticks, string storage, Func<string>? database)
{
    /// <summary>As fast as acknowledgements come, and no more told than that and not shown.</summary>
    public static readonly Pace Fastest = new(Rate: null, Window: 8192, Unseen: 8192);

    /// <summary>For a rate that is given: what is not shown yet holds nothing back, so no age is that of a change that waited to be told.</summary>
    public static readonly Pace Held = Fastest with { Unseen = Marks.Most / 2 };

    public async Task MeasureAsync()
    {
        await sheet.MeasureAsync(Fast, FastAim, FastestAsync);
        await sheet.MeasureAsync($"{storage}: {plan.Large}", "", LargeAsync);
    }

    private string Fast => $"{storage}: roster updates accepted, merged, durable, visible; {plan.Hot}";

    private const string FastAim = "≥ half of the bare C# client, more than Node.js";

    private async Task FastestAsync(CancellationToken stop)
    {
        using var site = new LoadSite(plan.Hot);
        using var run = await ProgramRun.StartAsync(site, database?.Invoke(), stop);
        var figures = await run.MeasureAsync(Fastest, plan.Short, stop);
        sheet.Row(
            Fast, FastAim,
            $"{figures.Rate:N0} changes/s, {yardsticks.Beside(figures.Rate)}; {figures.CpuMicroseconds:N0} µs and {figures.Allocated:N0} B a change");
    }

    private async Task LargeAsync(CancellationToken stop)
    {
        using var large = new LargeProgram(plan.Large, database);
        await large.StartAnewAsync(stop);
        sheet.Row($"{storage}: {plan.Large}, for the first time", "", $"all shown {large.Run.FirstShown.TotalSeconds:N1} s after the process started");
        TimeSpan? rested = null;
        await EachAsync(
            $"{plan.HeldRate:N0} changes a second over that", "age p50 ≤ 10 ms, p99 ≤ 100 ms; cores ≤ 1.4",
            async (work, aim, limit) => rested = await HeldAsync(large.Run, work, aim, limit));
        await EachAsync("memory, live, after that", "working set ≤ 1.5 GB", (work, aim, limit) => MemoryAsync(large, rested, work, aim, limit));
        await EachAsync(
            $"{plan.Watchers:N0} watchers, {plan.WatchedRate:N0} changes a second", "all delivered, p99 ≤ 200 ms", (work, aim, limit) => WatchedAsync(large.Run, work, aim, limit));
        await EachAsync("start with that state, after kill -9", "serves ≤ 5 s, all live ≤ 30 s", (work, aim, limit) => StartedAgainAsync(large.Run, work, aim, limit));
    }

    private Task EachAsync(string part, string aim, Func<string, string, CancellationToken, Task> measure)
    {
        var work = $"{storage}: {part}";
        return sheet.MeasureAsync(work, aim, stop => measure(work, aim, stop));
    }

    private async Task<TimeSpan?> HeldAsync(ProgramRun run, string work, string aim, CancellationToken stop)
    {
        var figures = await run.MeasureAsync(Held with { Rate = plan.HeldRate }, plan.Long, stop);
        sheet.Row(
            work, aim,
            $"{figures.Rate:N0} changes/s, age p50 {Milliseconds(figures.Ages, 0.5)}, p99 {Milliseconds(figures.Ages, 0.99)}; {figures.Cores:N2} cores, {figures.CpuMicroseconds:N0} µs and {figures.Allocated:N0} B a change");
        return await run.RestAsync(plan.Rest, stop);
    }

    // What the row before has left behind is none of the following rows' business.
    private async Task MemoryAsync(LargeProgram large, TimeSpan? rested, string work, string aim, CancellationToken stop)
    {
        if (rested is null)
        {
            await large.StartAnewAsync(stop);
        }

        var now = await Moment.TakeAsync(large.Run.Program.Process, large.Run.Program.Http);
        var since = rested is { } rest
            ? string.Create(CultureInfo.InvariantCulture, $"everything was shown {rest.TotalSeconds:N1} s after the last change")
            : string.Create(CultureInfo.InvariantCulture, $"not everything was shown {plan.Rest.TotalSeconds:N0} s after the last change: this and what follows is of a program started anew");
        sheet.Row(work, aim, $"{now.WorkingSet / 1e6:N0} MB, of it {now.Scrape["dotnet_gc_heap_size_bytes"] / 1e6:N0} MB managed; {since}");
    }

    private async Task WatchedAsync(ProgramRun run, string work, string aim, CancellationToken stop)
    {
        using var crowd = new Crowd(run.Program.Url, plan.Watchers);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var pages = new PageReader(run.Program.Http);
        var reading = pages.RunAsync(enough.Token);
        var figures = await run.MeasureAsync(Held with { Rate = plan.WatchedRate }, plan.Short, stop);
        await enough.CancelAsync();
        await reading;
        await run.ShowsAllToldAsync(stop);
        using var stats = JsonDocument.Parse(await run.Program.Http.GetStringAsync("/api/v1/stats", stop));
        await crowd.HasAllAsync(stats.RootElement.GetProperty("revision").GetInt64(), stop);
        sheet.Row(
            work, aim,
            $"{figures.Rate:N0} changes/s, {crowd.Complete:N0} of {plan.Watchers:N0} watchers got every event up to the last one, {crowd.Events:N0} events in all; p99 {Milliseconds(crowd.Ages, 0.99)} over all watchers, {Milliseconds(figures.Ages, 0.99)} from bridge to watcher; {figures.Cores:N2} cores");
        sheet.Row(
            $"{storage}: a filtered, sorted page of 100 calls beside that", "p99 ≤ 15 ms",
            $"p50 {Milliseconds(pages.Times, 0.5)}, p99 {Milliseconds(pages.Times, 0.99)}");
    }

    private async Task StartedAgainAsync(ProgramRun run, string work, string aim, CancellationToken stop)
    {
        var (serves, isLive) = await run.StartAgainAsync(stop);
        sheet.Row(work, aim, $"serves after {serves.TotalSeconds:N1} s, all live after {isLive.TotalSeconds:N1} s");
    }

    private static string Milliseconds(Ages ages, double part) =>
        string.Create(CultureInfo.InvariantCulture, $"{ages.Percentile(part).TotalMilliseconds:N1} ms");
}
