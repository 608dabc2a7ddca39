using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Simulator;

/// <summary>
/// One session of a meeting, on one bridge or on several. A handle for the operations of <see cref="SimulatedCluster"/>;
/// the state in it is guarded by that cluster's lock.
/// </summary>
public sealed class Conference
{
    private readonly SimulatedCluster _cluster;

    internal Conference(SimulatedCluster cluster, ConferenceState state)
    {
        _cluster = cluster;
        State = state;
    }

    internal ConferenceState State { get; set; }

    internal List<Instance> Instances { get; } = [];

    /// <summary>In the order of joining.</summary>
    internal List<Participant> Participants { get; } = [];

    /// <summary>The GUID that the conference has on <paramref name="bridge"/>; null where it has no instance there.</summary>
    public CallGuid? CallOn(SimulatedCallBridge bridge)
    {
        ArgumentNullException.ThrowIfNull(bridge);
        lock (_cluster.Gate)
        {
            return InstanceOn(bridge.Calls)?.Call;
        }
    }

    /// <summary>What is true of it now; it has no instances once it has ended.</summary>
    public ConferenceTruth Truth()
    {
        lock (_cluster.Gate)
        {
            return ConferenceTruth.Of(this);
        }
    }

    internal Instance? InstanceOn(BridgeCalls bridge) => Instances.Find(i => i.Bridge == bridge);
}
