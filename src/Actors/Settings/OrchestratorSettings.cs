using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Actors.Settings;

/// <summary>The times and bounds that rule the whole orchestrator (api.md, "Configuration"), with their defaults.</summary>
public sealed record OrchestratorSettings
{
    /// <summary>Where <c>DataDirectory</c> is not given.</summary>
    public const string DefaultDirectory = "data";

    public StorageSettings Storage { get; init; } = new StorageSettings.Sqlite(DefaultDirectory);
    public TimeSpan HandoverTime { get; init; } = TimeSpan.FromSeconds(5);
    public TimeSpan BridgeLossTime { get; init; } = TimeSpan.FromMinutes(10);
    public TimeSpan SnapshotQuietTime { get; init; } = TimeSpan.FromSeconds(1);
    public TimeSpan SnapshotMaxTime { get; init; } = TimeSpan.FromSeconds(10);
    public TimeSpan PendingTime { get; init; } = TimeSpan.FromSeconds(10);
    public TimeSpan ReconnectMinTime { get; init; } = TimeSpan.FromSeconds(1);
    public TimeSpan ReconnectMaxTime { get; init; } = TimeSpan.FromSeconds(30);
    public TimeSpan LivenessTime { get; init; } = TimeSpan.FromSeconds(15);
    public TimeSpan HistoryTime { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Longest message of a bridge, in bytes.</summary>
    public int MaxMessageBytes { get; init; } = ProtocolLimits.DefaultMaxMessageBytes;

    /// <summary>The most calls of a bridge; what its list has beyond is not followed.</summary>
    public int MaxCallsPerBridge { get; init; } = 10_000;

    /// <summary>The most entries of all rosters of a bridge; what they have beyond is not followed.</summary>
    public int MaxParticipantsPerBridge { get; init; } = 50_000;

    /// <summary>The longest name, address, reason or word, in UTF-16 units; a longer one is cut.</summary>
    public int MaxTextLength { get; init; } = 1024;

    /// <summary>Messages of one connection that wait to be taken in; one more closes it for a resync.</summary>
    public int ConnectionQueue { get; init; } = 65_536;

    /// <summary>The same in bytes, as they came.</summary>
    public int ConnectionQueueBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>Entries in messages of one connection that aggregates have not confirmed; beyond, its queue is not emptied.</summary>
    public int ConnectionCredit { get; init; } = 16_384;

    /// <summary>Healthy for this long, a connection's back-off starts again from the beginning.</summary>
    public TimeSpan HealthyTime { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Events between two snapshots of a call.</summary>
    public int SnapshotInterval { get; init; } = 250;
}
