using System.Text.Json.Serialization;

namespace CmsOrchestrator.Model.Views;

/// <summary>
/// A Call Bridge as the API shows it (api.md, "A Call Bridge"). Its running figures (<c>lastMessageAt</c>, <c>messagesReceived</c>) are
/// those of the moment it was told of; that they change is no change of the view (design.md, "Durability").
/// </summary>
public sealed record CallBridgeView
{
    public required ClusterName Cluster { get; init; }
    public required CallBridgeName Name { get; init; }
    public required string Url { get; init; }
    public required CallBridgeStatus State { get; init; }

    /// <summary>When it came into that state.</summary>
    public required Instant Since { get; init; }
    public required int Connections { get; init; }
    public required SubscriptionCounts Subscriptions { get; init; }

    /// <summary>The calls of the bridge's list that are followed.</summary>
    public required int Calls { get; init; }

    /// <summary>The list has more than may be followed. Not told where it has not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool LeavesOutCalls { get; init; }
    public Instant? LastMessageAt { get; init; }
    public long MessagesReceived { get; init; }

    /// <summary>Times that a connection was closed by this side because what came over it could not be trusted.</summary>
    public required int Resyncs { get; init; }

    /// <summary>Times that a connection was lost.</summary>
    public required int Reconnects { get; init; }
    public string? LastError { get; init; }
}

/// <summary>Subscriptions by state; requested ones count as pending.</summary>
public readonly record struct SubscriptionCounts(int Pending, int Active, int Deactivated)
{
    public static SubscriptionCounts operator +(SubscriptionCounts left, SubscriptionCounts right) => left.Add(right);

    public SubscriptionCounts Add(SubscriptionCounts other) =>
        new(Pending + other.Pending, Active + other.Active, Deactivated + other.Deactivated);
}

/// <summary>What becomes of a Call Bridge (api.md, "A Call Bridge").</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CallBridgeStatus>))]
public enum CallBridgeStatus
{
    [JsonStringEnumMemberName("connecting")]
    Connecting,
    [JsonStringEnumMemberName("connected")]
    Connected,
    [JsonStringEnumMemberName("backingOff")]
    BackingOff,
    [JsonStringEnumMemberName("unauthorized")]
    Unauthorized,
    [JsonStringEnumMemberName("refused")]
    Refused,
    [JsonStringEnumMemberName("stopped")]
    Stopped,
}
