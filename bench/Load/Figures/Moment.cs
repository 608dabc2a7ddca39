using System.Diagnostics;

namespace CmsOrchestrator.Load.Figures;

/// <summary>What a process had used at one moment.</summary>
internal sealed record Moment(long Timestamp, TimeSpan Cpu, long WorkingSet, Scrape? Scrape)
{
    public static async Task<Moment> TakeAsync(Process process, HttpClient? http)
    {
        process.Refresh();
        return new(
            Stopwatch.GetTimestamp(), process.TotalProcessorTime, process.WorkingSet64, http is null ? null : await Scrape.TakeAsync(http));
    }
}
