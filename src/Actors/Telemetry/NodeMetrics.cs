using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using CmsOrchestrator.Actors.Nodes;

namespace CmsOrchestrator.Actors.Telemetry;

/// <summary>
/// What one node of several does besides: its leases, the CMS clusters that come and go, why it stopped. On a node alone all of it is
/// there, with 0. Safe for any thread.
/// </summary>
public sealed class NodeMetrics
{
    private static readonly (NodeStopCause Cause, KeyValuePair<string, object?> Label)[] Causes =
        [.. Enum.GetValues<NodeStopCause>().Select(cause => (cause, KeyValuePair.Create("cause", (object?)NameOf(cause))))];

    private readonly ConcurrentBag<Func<bool>> _leases = [];
    private readonly long[] _stops = new long[Causes.Length];
    private long _renewals;
    private long _renewalFailures;
    private long _losses;
    private long _takeovers;
    private long _handovers;
    private long _displacements;

    internal NodeMetrics(Meter meter)
    {
        meter.CreateObservableGauge("cms_leases_held", () => _leases.Count(isHeld => isHeld()), null, "Leases that this node may rely on now.");
        Total("cms_lease_renewals_total", () => Interlocked.Read(ref _renewals), "Leases prolonged.");
        Total("cms_lease_renewal_failures_total", () => Interlocked.Read(ref _renewalFailures), "Times that the database did not prolong a lease; it is tried again.");
        Total("cms_lease_losses_total", () => Interlocked.Read(ref _losses), "Leases that were lost: what hung on them has stopped.");
        Total("cms_node_takeovers_total", () => Interlocked.Read(ref _takeovers), "Times that this node took a CMS cluster over, or began it anew after a failure.");
        Total("cms_node_handovers_total", () => Interlocked.Read(ref _handovers), "CMS clusters that this node gave away in good order.");
        Total("cms_node_displacements_total", () => Interlocked.Read(ref _displacements), "CMS clusters that another node took while this one ran them.");
        meter.CreateObservableCounter(
            "cms_node_stops_total",
            () => Causes.Select(c => new Measurement<long>(Interlocked.Read(ref _stops[(int)c.Cause]), c.Label)),
            null, "Why this node stops by itself; there until its process has ended.");

        void Total(string name, Func<long> value, string help) => meter.CreateObservableCounter(name, value, null, help);
    }

    /// <param name="isHeld">Asked from any thread, for as long as the process runs.</param>
    internal void Lease(Func<bool> isHeld) => _leases.Add(isHeld);

    internal void LeaseRenewed() => Interlocked.Increment(ref _renewals);

    internal void LeaseRenewalFailed() => Interlocked.Increment(ref _renewalFailures);

    internal void LeaseLost() => Interlocked.Increment(ref _losses);

    internal void TookOver() => Interlocked.Increment(ref _takeovers);

    internal void HandedOver() => Interlocked.Increment(ref _handovers);

    internal void Displaced() => Interlocked.Increment(ref _displacements);

    internal void Stops(NodeStopCause cause) => Interlocked.Increment(ref _stops[(int)cause]);

    private static string NameOf(NodeStopCause cause) => cause switch
    {
        NodeStopCause.NotJoined => "notJoined",
        NodeStopCause.StoodStill => "stoodStill",
        NodeStopCause.DatabaseLost => "databaseLost",
        NodeStopCause.OtherDatabase => "otherDatabase",
        NodeStopCause.SmallerCluster => "smallerCluster",
        NodeStopCause.TakenForDead => "takenForDead",
        _ => "downed",
    };
}
