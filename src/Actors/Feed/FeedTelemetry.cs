using System.Diagnostics;
using CmsOrchestrator.Actors.Hosting;
using CmsOrchestrator.Actors.Telemetry;
using CmsOrchestrator.Model.Views;

namespace CmsOrchestrator.Actors.Feed;

/// <summary>What is measured of this node's own appends, and of how far it has read.</summary>
internal sealed class FeedTelemetry(Runtime runtime)
{
    private long _begun;
    private Activity? _activity;

    public void Queued(int entries) => runtime.Metrics.FeedQueued(entries);

    public void Shown(long revision, long announced) => runtime.Metrics.FeedLags(Math.Max(announced - revision, 0));

    public void Begin(IReadOnlyList<FeedEntry> entries)
    {
        _begun = Stopwatch.GetTimestamp();
        _activity ??= Tracing.Continue("cms.publish", entries.Select(e => e.Trace));
    }

    public void Published(IReadOnlyList<Change> changes)
    {
        runtime.Metrics.FeedCommitted(Stopwatch.GetElapsedTime(_begun), changes.Count);
        foreach (var change in changes)
        {
            runtime.Metrics.Published(runtime.Now - change.Publication.Time, change.Publication.Cluster);
        }

        Tracing.End(_activity, "changes", changes.Count);
        _activity = null;
    }
}
