using System.Diagnostics;

namespace CmsOrchestrator.Load.Figures;

/// <summary>What a process had used at one moment.</summary>
internal sealed record Moment(long Timestamp, TimeSpan Cpu, long WorkingSet, Scrape Scrape)
{
    /// <param name="http">Asks the process for its metrics; null for one that has none.</param>
    public static async Task<Moment> TakeAsync(Process process, HttpClient? http)
    {
        var scrape = http is null ? Scrape.None : await Scrape.TakeAsync(http);
        process.Refresh();
        return new(Stopwatch.GetTimestamp(), process.TotalProcessorTime, process.WorkingSet64, scrape);
    }

    public TimeSpan Since(Moment earlier) => Stopwatch.GetElapsedTime(earlier.Timestamp, Timestamp);
}
