using System.Collections.Immutable;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Model.Views;

/// <summary>What kind of change the change stream tells (api.md, "The change stream").</summary>
public enum PublicationType
{
    CallStarted,
    CallUpdated,
    CallEnded,
    ParticipantJoined,
    ParticipantUpdated,
    ParticipantLeft,
    CallBridgeUpdated,
}

/// <summary>
/// One change to publish: the whole object as it is after the change, and how it read before. Exactly one of the three objects is there.
/// </summary>
public sealed record Publication(
    PublicationType Type, Instant Time, ClusterName Cluster, CallView? Call, ParticipantView? Participant, CallBridgeView? CallBridge)
{
    /// <summary>How the call was last told of; null for one that begins.</summary>
    public CallView? CallBefore { get; init; }

    /// <summary>How the participant was last told of; null for one that joins.</summary>
    public ParticipantView? ParticipantBefore { get; init; }

    /// <summary>The Call Bridge whose word it was; null where it was nobody's, or that of several.</summary>
    public CallBridgeName? ToldBy { get; init; }

    /// <summary>That of the call which the change is about or in.</summary>
    public CallCorrelator? Correlator { get; init; }

    /// <summary>The call that the change is about or in; null for that of a Call Bridge.</summary>
    public CallId? InCall => Call?.Id ?? Participant?.Call;

    /// <summary>Why the call ended or the participant left.</summary>
    public string? Reason => Call is not null ? Call.EndReason : Participant?.LeaveReason;

    /// <summary>What <see cref="Concerns"/> was, where the publication was read back without what was told before it; default elsewhere.</summary>
    public ImmutableArray<CallBridgeName> KnownConcerns { get; init; }

    /// <summary>The Call Bridges that carry the object before the change or after it, by name: what a filter by bridge goes by.</summary>
    public ImmutableArray<CallBridgeName> Concerns => this switch
    {
        { KnownConcerns: { IsDefault: false } known } => known,
        { CallBridge: { } bridge } => [bridge.Name],
        { Participant: { } participant } => Union(ParticipantBefore?.SeenBy ?? [], participant.SeenBy),
        { Call: { } call } => Union(Carriers(CallBefore), Carriers(call)),
        _ => [],
    };

    public static Publication Of(PublicationType type, Instant time, CallView call) => new(type, time, call.Cluster, call, null, null);

    public static Publication Of(PublicationType type, Instant time, ParticipantView participant) =>
        new(type, time, participant.Cluster, null, participant, null);

    public static Publication Of(Instant time, CallBridgeView bridge) =>
        new(PublicationType.CallBridgeUpdated, time, bridge.Cluster, null, null, bridge);

    private static ImmutableArray<CallBridgeName> Carriers(CallView? call) => call is null ? [] : [.. call.Instances.Select(i => i.CallBridge)];

    private static ImmutableArray<CallBridgeName> Union(ImmutableArray<CallBridgeName> before, ImmutableArray<CallBridgeName> after) =>
        before.IsEmpty || before.AsSpan().SequenceEqual(after.AsSpan()) ? after : [.. before.Union(after).Order()];
}
