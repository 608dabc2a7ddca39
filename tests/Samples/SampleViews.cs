using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Views;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Samples;

/// <summary>A call and those in it as they are most often; what is to be another way is changed with <c>with</c>.</summary>
public static class SampleViews
{
    private static readonly ElementValue Inactive = ElementValue.Of("inactive");

    public static Instant Start { get; } = Instant.Parse("2026-11-22T09:00:00.000Z")!.Value;

    /// <summary>Live, of seven participants, on no bridge.</summary>
    public static CallView Call(CallId id, ClusterName cluster, CallCorrelator correlator, string name) => new()
    {
        Id = id,
        Cluster = cluster,
        CallCorrelator = correlator,
        Name = name,
        CallType = ElementValue.Of("coSpace"),
        State = "active",
        Freshness = "live",
        Degraded = false,
        StartedAt = Start,
        Participants = 7,
        RosterSize = 7,
        Recording = Inactive,
        EndpointRecording = Inactive,
        Streaming = Inactive,
        LockState = ElementValue.Of("notLocked"),
        JoinAudioMuteOverride = ElementValue.None,
        Instances = [],
    };

    public static InstanceView Instance(string bridge, CallGuid call) =>
        new(new(bridge), call, "live", null, 7, ElementValue.Of(1), ElementValue.Of("notLocked"), "active", "active");

    /// <summary>Connected and muted, on the rosters of fra1 and lon1.</summary>
    public static ParticipantView Participant(ParticipantId id, CallId call, ClusterName cluster, string name, string uri) => new()
    {
        Participant = id,
        Call = call,
        Cluster = cluster,
        Name = name,
        Uri = uri,
        State = ElementValue.Of("connected"),
        Direction = ElementValue.Of("outgoing"),
        AudioMuted = ElementValue.Of(true),
        VideoMuted = ElementValue.Of(false),
        Importance = ElementValue.Of(1),
        Layout = ElementValue.Of("speakerOnly"),
        ActiveSpeaker = ElementValue.Of(false),
        Presenter = ElementValue.Of(false),
        EndpointRecording = Inactive,
        CanMove = ElementValue.Of(false),
        CanMoveToLobby = ElementValue.None,
        MovedParticipant = ElementValue.None,
        MovedParticipantCallBridge = ElementValue.None,
        JoinedAt = Start,
        SeenBy = [new("fra1"), new("lon1")],
        Freshness = "live",
    };
}
