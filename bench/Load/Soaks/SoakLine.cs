using System.Globalization;
using CmsOrchestrator.Load.Clients;
using CmsOrchestrator.Load.Figures;
using CmsOrchestrator.Load.Storages;

namespace CmsOrchestrator.Load.Soaks;

/// <summary>How the program is at one moment, and what it did since the one before.</summary>
/// <param name="At">Since the beginning.</param>
/// <param name="Size">Of the database, in bytes.</param>
/// <param name="HasPaused">The database did, for a part of the time before.</param>
internal sealed record SoakLine(
    TimeSpan At, Moment Moment, int Handles, int Threads, long Size, double Rate, TimeSpan AgeP50, TimeSpan AgeP99, long Unseen, bool HasPaused)
{
    public const string Head = "  minute  changes/s   age p50   age p99   unseen   working set    heap   handles  threads  database";

    public double ManagedHeap => Moment.Scrape["dotnet_gc_heap_size_bytes"];

    public static async Task<SoakLine> TakeAsync(
        ProgramProcess program, IStorage storage, TimeSpan at, Shown shown, bool hasPaused)
    {
        var moment = await Moment.TakeAsync(program.Process, program.Http);
        return new SoakLine(
            at, moment, Directory.EnumerateFileSystemEntries($"/proc/{program.Process.Id}/fd").Count(), program.Process.Threads.Count,
            storage.Size(), shown.Rate, shown.P50, shown.P99, shown.Unseen, hasPaused);
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{At.TotalMinutes,8:N1} {Rate,10:N0} {AgeP50.TotalMilliseconds,6:N0} ms {AgeP99.TotalMilliseconds,6:N0} ms {Unseen,8:N0} {Moment.WorkingSet / 1e6,10:N0} MB {ManagedHeap / 1e6,4:N0} MB {Handles,9:N0} {Threads,8:N0} {Size / 1e6,6:N0} MB{(HasPaused ? "  the database paused" : "")}");

    /// <summary>What became visible since the line before.</summary>
    internal sealed record Shown(double Rate, TimeSpan P50, TimeSpan P99, long Unseen);
}
