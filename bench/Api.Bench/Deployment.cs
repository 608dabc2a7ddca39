using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Views;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Api.Bench;

/// <summary>10,000 calls with 100,000 participants, one call of them with 1,000.</summary>
internal static class Deployment
{
    public const int Calls = 10_000;
    public const int Participants = 100_000;
    private const int Largest = 1000;
    private static readonly Instant Start = Instant.Parse("2026-11-22T09:00:00.000Z")!.Value;
    private static readonly ElementValue Inactive = ElementValue.Of("inactive");

    public static CallId LargestCall => Call(0).Id;

    public static IEnumerable<Publication> All()
    {
        for (var n = 0; n < Calls; n++)
        {
            yield return Publication.Of(PublicationType.CallStarted, Start, Call(n));
        }

        for (var n = 0; n < Participants; n++)
        {
            yield return Publication.Of(PublicationType.ParticipantJoined, Start, Participant(n));
        }
    }

    /// <summary>A change as they come most often: somebody is muted, or no longer.</summary>
    public static Publication Change(int number)
    {
        var after = Participant(number % Participants) with { AudioMuted = ElementValue.Of(number / Participants % 2 == 0) };
        return Publication.Of(PublicationType.ParticipantUpdated, Start, after) with { ParticipantBefore = after };
    }

    private static CallView Call(int number) => new()
    {
        Id = new(Id(0x0199, number)),
        Cluster = new(number % 4 == 0 ? "emea" : number % 4 == 1 ? "amer" : number % 4 == 2 ? "apac" : "labs"),
        CallCorrelator = new(Id(0xdee0, number)),
        Name = $"Meeting {(number * 7919) % Calls}",
        CallType = ElementValue.Of("coSpace"),
        State = "active",
        Freshness = number % 10 == 0 ? "partial" : "live",
        Degraded = false,
        StartedAt = Start,
        Participants = 10,
        RosterSize = 10,
        Recording = Inactive,
        EndpointRecording = Inactive,
        Streaming = Inactive,
        LockState = ElementValue.Of("notLocked"),
        JoinAudioMuteOverride = ElementValue.None,
        Instances =
        [
            new(new("fra1"), new(Id(0xc983, number)), "live", null, 5, ElementValue.Of(2), ElementValue.Of("notLocked"), "active", "active"),
            new(new("lon1"), new(Id(0xc982, number)), "live", null, 5, ElementValue.Of(2), ElementValue.Of("notLocked"), "active", "none"),
        ],
    };

    private static ParticipantView Participant(int number)
    {
        var call = Call(number < Largest ? 0 : 1 + (number % (Calls - 1)));
        return new()
        {
            Participant = new(Id(0x4758, number)),
            Call = call.Id,
            Cluster = call.Cluster,
            Name = $"User {number}",
            Uri = $"user{number:00000}@example.net",
            State = ElementValue.Of("connected"),
            Direction = ElementValue.Of("incoming"),
            AudioMuted = ElementValue.Of(true),
            VideoMuted = ElementValue.Of(false),
            Importance = ElementValue.None,
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

    private static Guid Id(int group, int number) => new(group, 0, 0x7000, 0x80, 0, 0, 0, 0, (byte)(number >> 16), (byte)(number >> 8), (byte)number);
}
