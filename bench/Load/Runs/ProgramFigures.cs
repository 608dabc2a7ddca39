using CmsOrchestrator.Load.Figures;
using CmsOrchestrator.Load.Traffic;

namespace CmsOrchestrator.Load.Runs;

/// <summary>What a run of the program measured, over one stretch of traffic. A change is one of a roster.</summary>
internal sealed record ProgramFigures(Moment Before, Moment After, long Told, long Shown, long Events, Ages Ages)
{
    public double Seconds => After.Since(Before).TotalSeconds;

    /// <summary>Changes that became visible, a second.</summary>
    public double Rate => Shown / Seconds;

    /// <summary>Cores that the program kept busy.</summary>
    public double Cores => (After.Cpu - Before.Cpu).TotalSeconds / Seconds;

    public double CpuMicroseconds => (After.Cpu - Before.Cpu).TotalMicroseconds / Shown;

    public double Allocated => Difference("dotnet_gc_allocated_bytes_total") / Shown;

    public double Collections => Difference("dotnet_gc_collections_total");

    public double PauseSeconds => Difference("dotnet_gc_pause_seconds_total");

    /// <summary>Facts in one write of a call's journal, on average.</summary>
    public double JournalCommit => Mean("cms_journal_commit_facts");

    public double JournalMilliseconds => 1000 * Mean("cms_journal_commit_duration_seconds");

    /// <summary>Changes in one transaction of the feed, on average.</summary>
    public double FeedCommit => Mean("cms_feed_commit_changes");

    public double FeedMilliseconds => 1000 * Mean("cms_feed_commit_duration_seconds");

    private double Difference(string name) => After.Scrape[name] - Before.Scrape[name];

    private double Mean(string name) => Difference(name + "_sum") / Math.Max(1, Difference(name + "_count"));
}
