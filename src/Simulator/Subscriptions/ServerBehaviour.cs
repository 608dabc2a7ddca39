namespace CmsOrchestrator.Simulator;

/// <summary>How a bridge behaves where the protocol leaves it open, and its limits.</summary>
public sealed record ServerBehaviour
{
    public JsonStyle Json { get; init; } = new();

    public Activation Activation { get; init; } = Activation.Together;

    /// <summary>Most entries of one rosterUpdate (protocol.md §3).</summary>
    public int RosterBatch { get; init; } = 10;

    /// <summary>Most entries of one callListUpdate of a snapshot.</summary>
    public int CallListBatch { get; init; } = 50;

    /// <summary>A client that does not acknowledge within this time is never served again on that connection (protocol.md §2).</summary>
    public TimeSpan AckTime { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long the other side of a closing handshake may take before the connection is cut.</summary>
    public TimeSpan CloseTime { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Whether a token opens one connection only.</summary>
    public bool TokensWorkOnce { get; init; } = true;

    /// <summary>How long a token is good for.</summary>
    public TimeSpan TokenLifetime { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Connections of one bridge, all clients together; the one beyond it is refused.</summary>
    public int MaxConnections { get; init; } = Protocol.ProtocolLimits.ConnectionsPerServer;

    /// <summary>Longest frame that is read, in bytes.</summary>
    public int MaxFrameBytes { get; init; } = 1024 * 1024;

    /// <summary>Messages that may wait for a slow client; one more, and its connection is cut.</summary>
    public int QueueLength { get; init; } = 10_000;
}
