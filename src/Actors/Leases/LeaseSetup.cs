using Akka.Actor.Setup;
using CmsOrchestrator.Actors.Telemetry;

namespace CmsOrchestrator.Actors.Leases;

/// <summary>What an actor system's leases are kept in. It carries a connection, so it is no part of any configuration text.</summary>
public sealed class LeaseSetup(ILeaseTable table, TimeProvider time, NodeMetrics metrics) : Setup
{
    public ILeaseTable Table => table;

    public TimeProvider Time => time;

    public NodeMetrics Metrics => metrics;

    /// <summary>
    /// Tells this process from the one that had its address before: what that one held is not this one's, even if it was only
    /// paused and still believes in it.
    /// </summary>
    public string Incarnation { get; } = Guid.NewGuid().ToString("N")[..12];

    /// <summary>The split-brain resolver's, once it has one.</summary>
    public DecisionLease? Decision { get; internal set; }
}
