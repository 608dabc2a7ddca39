using System.Diagnostics;
using System.Diagnostics.Metrics;
using CmsOrchestrator.Actors.Hosting;
using CmsOrchestrator.Actors.Telemetry;
using CmsOrchestrator.Actors.Views;
using CmsOrchestrator.Api.Clusters;
using CmsOrchestrator.Api.Events;
using CmsOrchestrator.Api.Keys;
using CmsOrchestrator.Api.Limits;
using CmsOrchestrator.Api.Paging;
using CmsOrchestrator.Model.Views;

namespace CmsOrchestrator.Api.Metrics;

/// <summary>What the view says, measured when somebody reads: the state of clusters and Call Bridges, and of the service.</summary>
internal sealed class ViewMetrics
{
    public const string MeterName = "CmsOrchestrator.Api";

    private static readonly (CallBridgeStatus State, KeyValuePair<string, object?> Label)[] States =
    [
        (CallBridgeStatus.Connecting, new("state", "connecting")), (CallBridgeStatus.Connected, new("state", "connected")),
        (CallBridgeStatus.BackingOff, new("state", "backingOff")), (CallBridgeStatus.Unauthorized, new("state", "unauthorized")),
        (CallBridgeStatus.Refused, new("state", "refused")),
    ];

    private readonly Revisions _revisions;
    private readonly BridgeFigures _figures;
    private readonly Meter _meter;

    public ViewMetrics(IMeterFactory meters, Revisions revisions, BridgeFigures figures, Readiness readiness, Watchers watchers, OpenConnections connections)
    {
        _revisions = revisions;
        _figures = figures;
        _meter = meters.Create(MeterName);
        MeasureBridges();
        MeasureClusters();
        MeasureService(readiness);
        _meter.CreateObservableGauge("cms_watchers", () => watchers.Count, null, "Readers of the change stream.");
        _meter.CreateObservableCounter(
            "http_server_rejected_connections_total", () => connections.Rejected, null, "Connections turned away at the limit.");
    }

    private ReadModel Model => _revisions.Newest().Model;

    private void MeasureBridges()
    {
        _meter.CreateObservableGauge(
            "cms_bridge_state",
            () => Model.CallBridges.Values.SelectMany(b => States.Select(s => new Measurement<int>(b.State == s.State ? 1 : 0, Cluster(b), Name(b), s.Label))),
            null, "1 for the state that a Call Bridge is in, 0 for the others.");
        Bridges("cms_bridge_state_since_timestamp_seconds", b => b.Since.Milliseconds / 1000.0, "When a Call Bridge came into its state.");
        Bridges("cms_bridge_connections", b => b.Connections, "Event connections that work.");
        Bridges("cms_bridge_calls", b => b.Calls, "Calls in a Call Bridge's list.");
        Bridges(
            "cms_bridge_last_message_timestamp_seconds",
            b => ((_figures.Find(b.Cluster, b.Name)?.LastMessageAt ?? b.LastMessageAt)?.Milliseconds ?? 0) / 1000.0, "When a Call Bridge last sent a message; 0 for never.");
        _meter.CreateObservableGauge(
            "cms_bridge_subscriptions",
            () => Model.CallBridges.Values.SelectMany(b => new Measurement<int>[]
            {
                new(b.Subscriptions.Pending, Cluster(b), Name(b), new("state", "pending")),
                new(b.Subscriptions.Active, Cluster(b), Name(b), new("state", "active")),
                new(b.Subscriptions.Deactivated, Cluster(b), Name(b), new("state", "deactivated")),
            }),
            null, "Subscriptions of a Call Bridge, by state.");
    }

    private void MeasureClusters()
    {
        Clusters("cms_cluster_calls", c => c.Calls, "Active calls.");
        Clusters("cms_cluster_participants", c => c.Participants, "Participants of active calls.");
        Clusters("cms_cluster_degraded_calls", c => c.Degraded, "Active calls whose roster no Call Bridge carries for want of subscriptions.");
        Clusters("cms_cluster_call_bridges", c => c.CallBridges.Total, "Call Bridges of a cluster.");
        Clusters("cms_cluster_connected_call_bridges", c => c.CallBridges.Connected, "Call Bridges of a cluster that are connected.");
        _meter.CreateObservableGauge(
            "cms_cluster_stale_calls",
            () => ClusterTally.Of(_revisions.Newest(), Scope.All).Select(c => new Measurement<int>(
                Model.Calls.Values.Count(call => call.View.Cluster == c.Name && call.View.Freshness == "stale"),
                new KeyValuePair<string, object?>(ActorMetrics.ClusterLabel, c.Name.Value))),
            null, "Active calls that no Call Bridge vouches for now.");
    }

    private void MeasureService(Readiness readiness)
    {
        var version = new KeyValuePair<string, object?>("version", ProgramVersion.Text);
        var started = new DateTimeOffset(Process.GetCurrentProcess().StartTime).ToUnixTimeMilliseconds() / 1000.0;
        _meter.CreateObservableGauge("cms_build_info", () => new Measurement<int>(1, version), null, "1, with the program's version.");
        _meter.CreateObservableGauge("cms_process_start_time_seconds", () => started, null, "When the process started.");
        _meter.CreateObservableGauge("cms_ready", () => readiness.WaitsFor is null ? 1 : 0, null, "1 while the view may be relied on, else 0.");
        _meter.CreateObservableGauge(
            "cms_recovery_duration_seconds",
            () => readiness.RecoveryTime is { } time ? [new Measurement<double>(time.TotalSeconds)] : Array.Empty<Measurement<double>>(),
            null, "How long the start took until the view was whole.");
        _meter.CreateObservableGauge("cms_feed_revision", () => Model.Revision, null, "Newest revision that is shown.");
        _meter.CreateObservableGauge(
            "cms_feed_lag_seconds", () => readiness.FeedLag.TotalSeconds, null,
            "Time since the view was known to have all of the feed, which is looked at every second where several nodes append.");
        _meter.CreateObservableGauge(
            "cms_storage_silence_seconds", () => readiness.StorageSilence.TotalSeconds, null,
            "Time since the storage did what it was asked, which is every second on a node of several, else every ten.");
    }

    private void Bridges(string name, Func<CallBridgeView, double> value, string help) => _meter.CreateObservableGauge(
        name, () => Model.CallBridges.Values.Select(b => new Measurement<double>(value(b), Cluster(b), Name(b))), null, help);

    private void Clusters(string name, Func<ClusterSummary, double> value, string help) => _meter.CreateObservableGauge(
        name,
        () => ClusterTally.Of(_revisions.Newest(), Scope.All).Select(c =>
            new Measurement<double>(value(c), new KeyValuePair<string, object?>(ActorMetrics.ClusterLabel, c.Name.Value))),
        null, help);

    private static KeyValuePair<string, object?> Cluster(CallBridgeView bridge) => new(ActorMetrics.ClusterLabel, bridge.Cluster.Value);

    private static KeyValuePair<string, object?> Name(CallBridgeView bridge) => new(ActorMetrics.CallBridgeLabel, bridge.Name.Value);
}
