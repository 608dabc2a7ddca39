using CmsOrchestrator.Model.Subscriptions;

namespace CmsOrchestrator.Model.Clusters;

/// <summary>What a cluster knows of one of its Call Bridges.</summary>
internal sealed class BridgeEntry(Instant now)
{
    /// <summary>Connections that live. A fact of any other epoch is old.</summary>
    public HashSet<Epoch> LiveEpochs { get; } = [];

    /// <summary>The connection that carries the call list, once that is active; null while there is none.</summary>
    public Epoch? ListEpoch { get; set; }

    /// <summary>The snapshot of the call list is in.</summary>
    public bool IsListComplete { get; set; }

    /// <summary>Subscriptions that there is room for, the call list aside.</summary>
    public int Room { get; set; }

    /// <summary>Since when there has been no call list; null while there is one.</summary>
    public Instant? AwaySince { get; set; } = now;

    /// <summary>Those whom rosters list that are not complete.</summary>
    public UnsettledRosters Rosters { get; } = new();

    /// <summary>
    /// What the server ended since it was last asked for. Wanted again, it is to be asked for again, under another index.
    /// </summary>
    public HashSet<Resource> Spent { get; } = [];

    /// <summary>What was last asked for.</summary>
    public HashSet<Resource> Wanted { get; set; } = [];
}
