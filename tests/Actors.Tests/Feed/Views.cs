using CmsOrchestrator.Actors.Feed;
using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Views;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Actors.Tests.Feed;

/// <summary>Publications with made-up contents.</summary>
internal static class Views
{
    public static readonly Instant Now = new(1_790_000_000_000);

    public static CallView Call(int number, string name = "Weekly") => new()
    {
        Id = new(Id(1, number)),
        Cluster = new("emea"),
        CallCorrelator = new(Id(2, number)),
        Name = name,
        CallType = ElementValue.Of("coSpace"),
        State = "active",
        Freshness = "live",
        Degraded = false,
        StartedAt = Now,
        Participants = 2,
        RosterSize = 1,
        Recording = ElementValue.Of("inactive"),
        EndpointRecording = ElementValue.None,
        Streaming = ElementValue.Of(false),
        LockState = ElementValue.Of("notLocked"),
        JoinAudioMuteOverride = ElementValue.None,
        Instances = [new(new("lon1"), new(Id(3, number)), "live", null, 2, ElementValue.Of(1), ElementValue.None, "active", "none")],
    };

    public static ParticipantView Participant(int call, int number, string name = "248") => new()
    {
        Participant = new(Id(4, number)),
        Call = new(Id(1, call)),
        Cluster = new("emea"),
        Name = name,
        Uri = $"{number}@example.net",
        State = ElementValue.Of("connected"),
        Direction = ElementValue.Of("outgoing"),
        AudioMuted = ElementValue.Of(true),
        VideoMuted = ElementValue.Of(false),
        Importance = ElementValue.Of(1.5),
        Layout = ElementValue.None,
        ActiveSpeaker = ElementValue.None,
        Presenter = ElementValue.None,
        EndpointRecording = ElementValue.None,
        CanMove = ElementValue.None,
        CanMoveToLobby = ElementValue.None,
        MovedParticipant = ElementValue.None,
        MovedParticipantCallBridge = ElementValue.None,
        JoinedAt = Now,
        SeenBy = [new("lon1")],
        Freshness = "live",
    };

    public static CallBridgeView Bridge(string name, CallBridgeStatus state = CallBridgeStatus.Connected) => new()
    {
        Cluster = new("emea"),
        Name = new(name),
        Url = "https://lon1.example.net:445",
        State = state,
        Since = Now,
        Connections = 1,
        Subscriptions = new(1, 2, 3),
        Calls = 4,
        Resyncs = 0,
        Reconnects = 1,
    };

    public static Publication Started(int call, string name = "Weekly") => Publication.Of(PublicationType.CallStarted, Now, Call(call, name));

    public static Publication Updated(int call, string name) => Publication.Of(PublicationType.CallUpdated, Now, Call(call, name));

    public static Publication Ended(int call, Instant? at = null) => Publication.Of(
        PublicationType.CallEnded, at ?? Now, Call(call) with { State = "ended", EndedAt = at ?? Now, EndReason = "callEnded", Instances = [] });

    public static Publication Joined(int call, int number) => Publication.Of(PublicationType.ParticipantJoined, Now, Participant(call, number));

    public static Publication Left(int call, int number, Instant? at = null) => Publication.Of(
        PublicationType.ParticipantLeft, at ?? Now, Participant(call, number, "Zoë ß") with { LeftAt = at ?? Now, LeaveReason = "dropped" });

    public static FeedEntry Entry(int call, long sequence, params Publication[] publications) => new(Pid(call), sequence, false, publications);

    public static FeedEntry End(int call, long sequence, params Publication[] publications) => new(Pid(call), sequence, true, publications);

    public static FeedEntry OfBridges(params Publication[] publications) => new(null, 0, false, publications);

    public static string Pid(int call) => $"call-{call}";

    private static Guid Id(int kind, int number) => new(kind, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, (byte)(number >> 8), (byte)number);
}
