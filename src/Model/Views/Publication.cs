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

/// <summary>One change to publish: the whole object as it is after the change. Exactly one of the three objects is there.</summary>
public sealed record Publication(
    PublicationType Type, Instant Time, ClusterName Cluster, CallView? Call, ParticipantView? Participant, CallBridgeView? CallBridge)
{
    public static Publication Of(PublicationType type, Instant time, CallView call) => new(type, time, call.Cluster, call, null, null);

    public static Publication Of(PublicationType type, Instant time, ParticipantView participant) =>
        new(type, time, participant.Cluster, null, participant, null);

    public static Publication Of(Instant time, CallBridgeView bridge) =>
        new(PublicationType.CallBridgeUpdated, time, bridge.Cluster, null, null, bridge);
}

/// <summary>A publication under its revision: one sequence over everything, gap-free, in commit order.</summary>
public sealed record Change(long Revision, Publication Publication);

/// <summary>The event names of the change stream.</summary>
public static class PublicationNames
{
    private static readonly string[] Names =
    [
        "call.started", "call.updated", "call.ended", "participant.joined", "participant.updated", "participant.left", "callBridge.updated",
    ];

    public static string Name(this PublicationType type) => Names[(int)type];

    public static PublicationType? Parse(string name) => Array.IndexOf(Names, name) is var place and >= 0 ? (PublicationType)place : null;
}
