using CmsOrchestrator.Model;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Simulation;

/// <summary>The server side of one Call Bridge: its calls, its connections, and what is wrong with it at present.</summary>
internal sealed class SimBridge(ClusterName cluster, CallBridgeName name)
{
    public ClusterName Cluster => cluster;

    public CallBridgeName Name => name;

    public Dictionary<CallGuid, BridgeCall> Calls { get; } = [];

    /// <summary>What the server takes for open, gone clients included until it notices.</summary>
    public List<SimServer> Connections { get; } = [];

    /// <summary>Connections of other clients.</summary>
    public int Others { get; set; }

    /// <summary>Faults that are on, counted: the same one may be on twice.</summary>
    public FaultCounts Faults { get; } = new();

    public bool HasRoomForAConnection => Connections.Count + Others < ProtocolLimits.ConnectionsPerServer;

    public void Tell(Action<SimServer> tell) => Connections.ForEach(tell);

    public void Open(BridgeCall call)
    {
        Calls[call.Guid] = call;
        Tell(c => c.List(new CallUpdate(call.Guid, UpdateType.Add, call.ListValues, null)));
    }

    public void Close(BridgeCall call, string reason)
    {
        Calls.Remove(call.Guid);
        call.Close();
        Tell(c => c.Ended(call.Guid));
        Tell(c => c.List(new CallUpdate(call.Guid, UpdateType.Remove, ElementValues.Empty, reason)));
    }

    public override string ToString() => $"{cluster}/{name}";
}

internal enum Fault
{
    Down,
    RefusesTokens,
    RefusesUpgrades,
    RefusesRequests,
    AcksLate,
    KeepsPending,
}

internal sealed class FaultCounts
{
    private readonly int[] _counts = new int[Enum.GetValues<Fault>().Length];

    public bool this[Fault fault] => _counts[(int)fault] > 0;

    public void Begin(Fault fault) => _counts[(int)fault]++;

    public void End(Fault fault) => _counts[(int)fault]--;
}
