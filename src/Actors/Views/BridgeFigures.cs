using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using CmsOrchestrator.Actors.Telemetry;
using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Connections;

namespace CmsOrchestrator.Actors.Views;

/// <summary>
/// The running figures of every configured Call Bridge: read as they are, never part of a revision (design.md, "Durability").
/// They are metrics, too; those of a bridge that left the configuration are gone. Safe for any thread.
/// </summary>
public sealed class BridgeFigures
{
    private static readonly (CloseCause Cause, KeyValuePair<string, object?> Label)[] Causes =
        [.. Enum.GetValues<CloseCause>().Where(cause => cause != CloseCause.Stopped).Select(cause => (cause, KeyValuePair.Create("cause", (object?)CauseName(cause))))];

    private readonly ConcurrentDictionary<(ClusterName Cluster, CallBridgeName Bridge), BridgeFigure> _figures = new();

    public BridgeFigures()
        : this(new ActorMetrics())
    {
    }

    public BridgeFigures(ActorMetrics metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        Metrics = metrics;
        Counter("cms_bridge_messages_received_total", f => f.MessagesReceived, "Messages received from a Call Bridge, acknowledgements included.");
        Counter("cms_bridge_updates_received_total", f => f.UpdatesReceived, "Changes of calls, rosters and call infos in those messages.");
        Counter("cms_bridge_resyncs_total", f => f.Resyncs, "Connections closed by this side because what came over them could not be trusted.");
        Counter("cms_bridge_oddities_total", f => f.Oddities, "Times that something was not as the protocol has it, and was ignored.");
        metrics.Meter.CreateObservableCounter(
            "cms_bridge_reconnects_total",
            () => All.SelectMany(f => Causes.Select(c => new Measurement<long>(f.Reconnects(c.Cause), f.ClusterLabel, f.BridgeLabel, c.Label))),
            null, "Connections that were lost, by cause.");
        Gauge("cms_bridge_queue_messages", load => load.MessagesWaiting, "Messages that wait to be taken in, over a bridge's connections.");
        Gauge("cms_bridge_queue_limit_messages", load => load.QueueLimit, "Bound of cms_bridge_queue_messages; one more closes the connection.");
        Gauge("cms_bridge_unconfirmed_facts", load => load.FactsUnderWay, "Facts that are not durable yet, over a bridge's connections.");
        Gauge("cms_bridge_unconfirmed_limit_facts", load => load.FactLimit, "Bound of cms_bridge_unconfirmed_facts; beyond it messages wait.");
    }

    public ActorMetrics Metrics { get; }

    private IEnumerable<BridgeFigure> All => _figures.Values;

    public BridgeFigure Of(ClusterName cluster, CallBridgeName bridge) =>
        _figures.GetOrAdd((cluster, bridge), static (key, metrics) => new BridgeFigure(key.Cluster, key.Bridge, metrics), Metrics);

    /// <summary>Those of a bridge that this node talks to; null where another node does.</summary>
    public BridgeFigure? Find(ClusterName cluster, CallBridgeName bridge) => _figures.GetValueOrDefault((cluster, bridge));

    /// <summary>Whether there are figures of that bridge, or of any bridge of the cluster.</summary>
    public bool Has(string cluster, string? bridge) => bridge is null
        ? _figures.Keys.Any(key => key.Cluster.Value == cluster)
        : _figures.ContainsKey((new ClusterName(cluster), new CallBridgeName(bridge)));

    internal void Forget(ClusterName cluster, CallBridgeName bridge) => _figures.TryRemove((cluster, bridge), out _);

    private static string CauseName(CloseCause cause) => cause switch
    {
        CloseCause.Lost => "lost",
        CloseCause.Dead => "dead",
        CloseCause.Malformed => "malformed",
        CloseCause.Hole => "hole",
        CloseCause.Overflow => "overflow",
        _ => "other",
    };

    private void Counter(string name, Func<BridgeFigure, long> value, string help) => Metrics.Meter.CreateObservableCounter(
        name, () => All.Select(f => new Measurement<long>(value(f), f.ClusterLabel, f.BridgeLabel)), null, help);

    private void Gauge(string name, Func<ConnectionLoad, int> value, string help) => Metrics.Meter.CreateObservableGauge(
        name, () => All.Select(f => new Measurement<int>(f.Sum(value), f.ClusterLabel, f.BridgeLabel)), null, help);
}
