using System.CommandLine;
using System.Globalization;
using CmsOrchestrator.Load.Clients;
using CmsOrchestrator.Load.Runs;
using CmsOrchestrator.Load.Traffic;
using CmsOrchestrator.Load.Watching;

namespace CmsOrchestrator.Load.Commands;

/// <summary><c>table</c>: everything that docs/performance.md promises or reports, in one run of less than ten minutes.</summary>
internal static class TableCommand
{
    private const int Watchers = 1000;
    private static readonly SiteSize OneBridge = new(Clusters: 1, Bridges: 1, Calls: 40, Participants: 10);
    private static readonly SiteSize Large = new(Clusters: 10, Bridges: 24, Calls: 42, Participants: 10);
    private static readonly Pace Fastest = new(Rate: null, Window: 8192, Unseen: 8192);
    private static readonly Duration Short = new(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10));
    private static readonly Duration Long = new(TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(20));

    public static Command Create()
    {
        var command = new Command("table", "Print the whole table of docs/performance.md; takes less than ten minutes.");
        command.SetAction((_, _) => RunAsync());
        return command;
    }

    private static async Task RunAsync()
    {
        Console.WriteLine("| work | aim | figure |");
        Console.WriteLine("|---|---|---|");
        Decode(ReaderFigures.Measure(TimeSpan.FromSeconds(8)));
        var bare = await YardstickAsync(Yardstick.StartCSharpAsync);
        Row("a bare C# client", "", $"{bare.Rate:N0} changes/s, {bare.Cores:N2} cores");
        if (Yardstick.HasNode)
        {
            var node = await YardstickAsync(Yardstick.StartNodeAsync);
            Row("a bare Node.js client", "", $"{node.Rate:N0} changes/s, {node.Cores:N2} cores");
        }

        await ProgramAsync("SQLite", null, bare);
        if (Databases.CanBeHad)
        {
            using var databases = new Databases();
            await ProgramAsync("PostgreSQL", databases, bare);
        }
    }

    private static async Task ProgramAsync(string storage, Databases? databases, YardstickFigures bare)
    {
        await FastestAsync(storage, databases?.Create(), bare);
        using var site = new LoadSite(Large);
        using var run = await ProgramRun.StartAsync(site, databases?.Create());
        await HeldAsync(storage, run);
        await WatchedAsync(storage, run);
        var (serves, isLive) = await run.StartAgainAsync();
        Row($"{storage}: start with that state, after kill -9", "serves ≤ 5 s, live ≤ 30 s", $"serves after {serves.TotalSeconds:N1} s, live after {isLive.TotalSeconds:N1} s");
    }

    private static async Task FastestAsync(string storage, string? database, YardstickFigures bare)
    {
        using var site = new LoadSite(OneBridge);
        using var run = await ProgramRun.StartAsync(site, database);
        var figures = await run.MeasureAsync(Fastest, Short);
        Row(
            $"{storage}: roster updates accepted, merged, durable, visible; {OneBridge}", "≥ half of the bare C# client, more than Node.js",
            $"{figures.Rate:N0} changes/s, {figures.Rate / bare.Rate:P0} of the bare C# client; {figures.CpuMicroseconds:N0} µs and {figures.Allocated:N0} B a change");
    }

    private static async Task HeldAsync(string storage, ProgramRun run)
    {
        var figures = await run.MeasureAsync(Fastest with { Rate = 10_000 }, Long);
        Row(
            $"{storage}: 10,000 a second over {Large}", "age p50 ≤ 10 ms, p99 ≤ 100 ms; cores ≤ 1.4",
            $"{figures.Rate:N0} changes/s, age p50 {Milliseconds(figures.Ages, 0.5)}, p99 {Milliseconds(figures.Ages, 0.99)}, {figures.Cores:N2} cores");
        Row($"{storage}: the same, memory", "working set ≤ 1.5 GB", $"{figures.After.WorkingSet / 1e6:N0} MB");
    }

    private static async Task WatchedAsync(string storage, ProgramRun run)
    {
        using var crowd = new Crowd(run.Program.Url, Watchers);
        using var stop = new CancellationTokenSource();
        var pages = new PageReader(run.Program.Http);
        var reading = pages.RunAsync(stop.Token);
        var figures = await run.MeasureAsync(Fastest with { Rate = 1_000 }, Short);
        await stop.CancelAsync();
        await reading;
        Row(
            $"{storage}: {Watchers:N0} watchers, 1,000 changes a second", "all delivered, p99 ≤ 200 ms",
            $"{figures.Rate:N0} changes/s, p99 {Milliseconds(figures.Ages, 0.99)} at one watcher, {crowd.Bytes / 1e6 / (Short.WarmUp + Short.Time).TotalSeconds:N0} MB/s, {crowd.Lost} watchers cut off");
        Row($"{storage}: a filtered, sorted page of 100 calls beside that", "p99 ≤ 15 ms", $"p50 {Milliseconds(pages.Times, 0.5)}, p99 {Milliseconds(pages.Times, 0.99)}");
    }

    private static void Decode(ReaderFigures figures) => Row(
        "decode", "≥ half of Utf8JsonReader alone",
        $"{figures.Ours / figures.Bare:P0} of it, {figures.Allocated:N0} B a message");

    private static async Task<YardstickFigures> YardstickAsync(Func<LoadSite, Task<Yardstick>> start)
    {
        using var site = new LoadSite(OneBridge);
        using var client = await start(site);
        return await YardstickFigures.MeasureAsync(site, client, Fastest.Window, Short);
    }

    private static string Milliseconds(Ages ages, double part) =>
        string.Create(CultureInfo.InvariantCulture, $"{ages.Percentile(part).TotalMilliseconds:N1} ms");

    private static void Row(string work, string aim, FormattableString figure) =>
        Console.WriteLine($"| {work} | {aim} | {FormattableString.Invariant(figure)} |");
}
