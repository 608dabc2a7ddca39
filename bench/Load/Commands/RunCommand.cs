using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using CmsOrchestrator.Load.Clients;
using CmsOrchestrator.Load.Figures;
using CmsOrchestrator.Load.Traffic;
using CmsOrchestrator.Load.Watching;

namespace CmsOrchestrator.Load.Commands;

internal static class ProgramRun
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    public static async Task RunAsync(SiteSize size, Pace pace, TimeSpan time, string? database)
    {
        using var site = new LoadSite(size);
        using var program = new ProgramProcess(site, database);
        var start = Stopwatch.StartNew();
        await program.ReadyAsync(Limit);
        Console.WriteLine($"ready after {start.Elapsed.TotalSeconds:0.0} s");
        await program.UntilAsync(() => IsThereAsync(program, site), Limit);
        Console.WriteLine($"there after {start.Elapsed.TotalSeconds:0.0} s");
        var marks = new Marks(site);
        using var watcher = new StreamWatcher(program.Url, marks);
        watcher.Start();
        var pump = new TrafficPump(site, marks, pace);
        var traffic = Task.Factory.StartNew(pump.Run, TaskCreationOptions.LongRunning);
        await Task.Delay(TimeSpan.FromSeconds(5));
        var before = await Moment.TakeAsync(program.Process, program.Http);
        var (told, shown, events) = (marks.Told, marks.Shown, watcher.Events);
        marks.Ages.Reset();
        await Task.Delay(time);
        var after = await Moment.TakeAsync(program.Process, program.Http);
        (told, shown, events) = (marks.Told - told, marks.Shown - shown, watcher.Events - events);
        pump.Stop();
        await traffic;
        var seconds = Stopwatch.GetElapsedTime(before.Timestamp, after.Timestamp).TotalSeconds;
        double Diff(string name) => after.Scrape![name] - before.Scrape![name];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            told {told / seconds:N0}/s shown {shown / seconds:N0}/s events {events / seconds:N0}/s
            age p50 {marks.Ages.Percentile(0.5).TotalMilliseconds:N1} p99 {marks.Ages.Percentile(0.99).TotalMilliseconds:N1} max {marks.Ages.Percentile(1).TotalMilliseconds:N1} ms
            cpu {(after.Cpu - before.Cpu).TotalSeconds / seconds:P0} = {(after.Cpu - before.Cpu).TotalMicroseconds / shown:N1} us/change; own {Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds:N1} s
            allocated {Diff("dotnet_gc_heap_total_allocated_bytes_total") / shown:N0} B/change, gcs {Diff("dotnet_gc_collections_total"):N0}, pause {Diff("dotnet_gc_pause_time_seconds_total"):N2} s
            working set {after.WorkingSet / 1e6:N0} MB
            journal commits {Diff("cms_journal_commit_facts_count") / seconds:N0}/s of {Diff("cms_journal_commit_facts_sum") / Diff("cms_journal_commit_facts_count"):N1} facts, {Diff("cms_journal_commit_duration_seconds_sum") / Diff("cms_journal_commit_duration_seconds_count") * 1000:N1} ms
            feed commits {Diff("cms_feed_commit_changes_count") / seconds:N0}/s of {Diff("cms_feed_commit_changes_sum") / Diff("cms_feed_commit_changes_count"):N1} changes, {Diff("cms_feed_commit_duration_seconds_sum") / Diff("cms_feed_commit_duration_seconds_count") * 1000:N1} ms
            """));
        Console.WriteLine(program.Log);
    }

    private static async Task<bool> IsThereAsync(ProgramProcess program, LoadSite site)
    {
        using var stats = JsonDocument.Parse(await program.Http.GetStringAsync("/api/v1/stats"));
        var calls = stats.RootElement.GetProperty("calls");
        return calls.GetProperty("active").GetInt32() == site.Size.AllCalls
            && stats.RootElement.GetProperty("participants").GetInt32() == site.Size.AllParticipants
            && site.IsFollowed;
    }
}
