using System.Diagnostics.Metrics;
using CmsOrchestrator.Model;

namespace CmsOrchestrator.Actors.Telemetry;

/// <summary>
/// What the actors measure: by CMS cluster and Call Bridge, never by call or participant. Names are Prometheus', units in them.
/// One for each process of actors, so that two in one test do not mix. Safe for any thread; recording allocates nothing.
/// </summary>
public sealed class ActorMetrics : IDisposable
{
    public const string MeterName = "CmsOrchestrator.Actors";
    public const string ClusterLabel = "cluster";
    public const string CallBridgeLabel = "call_bridge";

    private readonly Histogram<double> _ackDelay;
    private readonly Histogram<double> _eventAge;
    private readonly Histogram<double> _feedCommitTime;
    private readonly Histogram<double> _feedCommitSize;
    private readonly Histogram<double> _journalCommitTime;
    private readonly Histogram<double> _journalCommitSize;
    private long _feedFailures;
    private long _journalFailures;
    private int _feedQueue;
    private long _feedLag;

    public ActorMetrics()
    {
        _ackDelay = Histogram("cms_bridge_ack_delay_seconds", Buckets.Fast, "Time from a message's last byte until its acknowledgement was sent.");
        _eventAge = Histogram("cms_event_age_seconds", Buckets.Slow, "Age of a change when it was published, since the bridge told it.");
        _feedCommitTime = Histogram("cms_feed_commit_duration_seconds", Buckets.Fast, "Time of one transaction of the change feed.");
        _feedCommitSize = Histogram("cms_feed_commit_changes", Buckets.Sizes, "Changes in one transaction of the change feed.");
        _journalCommitTime = Histogram("cms_journal_commit_duration_seconds", Buckets.Fast, "Time of one write of a call's journal, its wait included.");
        _journalCommitSize = Histogram("cms_journal_commit_facts", Buckets.Sizes, "Facts in one write of a call's journal.");

        // Observed, so that they are there with 0 before the first failure: an alert sees the first one rise.
        Meter.CreateObservableCounter(
            "cms_feed_commit_failures_total", () => Interlocked.Read(ref _feedFailures), null, "Transactions of the change feed that failed.");
        Meter.CreateObservableCounter(
            "cms_journal_commit_failures_total", () => Interlocked.Read(ref _journalFailures), null, "Writes of calls' journals that failed.");
        Meter.CreateObservableGauge("cms_feed_queue_entries", () => Volatile.Read(ref _feedQueue), null, "Events that wait for the change feed.");
        Meter.CreateObservableGauge("cms_feed_lag_revisions", () => Volatile.Read(ref _feedLag), null, "Revisions that were announced and are not shown yet.");
        Node = new NodeMetrics(Meter);
    }

    public Meter Meter { get; } = new(MeterName);

    public NodeMetrics Node { get; }

    public void Dispose() => Meter.Dispose();

    internal static KeyValuePair<string, object?> Label(ClusterName cluster) => new(ClusterLabel, cluster.Value);

    internal static KeyValuePair<string, object?> Label(CallBridgeName bridge) => new(CallBridgeLabel, bridge.Value);

    internal void Acknowledged(TimeSpan delay, KeyValuePair<string, object?> cluster, KeyValuePair<string, object?> bridge) =>
        _ackDelay.Record(delay.TotalSeconds, cluster, bridge);

    internal void Published(TimeSpan age, ClusterName cluster) => _eventAge.Record(Math.Max(age.TotalSeconds, 0), Label(cluster));

    internal void FeedCommitted(TimeSpan time, int changes)
    {
        _feedCommitTime.Record(time.TotalSeconds);
        _feedCommitSize.Record(changes);
    }

    internal void FeedFailed() => Interlocked.Increment(ref _feedFailures);

    internal void FeedQueued(int entries) => Volatile.Write(ref _feedQueue, entries);

    internal void FeedLags(long revisions) => Volatile.Write(ref _feedLag, revisions);

    internal void JournalCommitted(TimeSpan time, int facts)
    {
        _journalCommitTime.Record(time.TotalSeconds);
        _journalCommitSize.Record(facts);
    }

    internal void JournalFailed() => Interlocked.Increment(ref _journalFailures);

    private Histogram<double> Histogram(string name, IReadOnlyList<double> buckets, string help) =>
        Meter.CreateHistogram(name, null, help, null, new InstrumentAdvice<double> { HistogramBucketBoundaries = buckets });

    private static class Buckets
    {
        public static readonly double[] Fast = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
        public static readonly double[] Slow = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];
        public static readonly double[] Sizes = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024];
    }
}
