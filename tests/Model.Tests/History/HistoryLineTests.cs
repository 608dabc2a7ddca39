using System.Text.Json;
using CmsOrchestrator.Model.Json;
using CmsOrchestrator.Model.Views;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Model.Tests.History;

public sealed class HistoryLineTests
{
    private static readonly ElementValue Some = ElementValue.Of("some");
    private static readonly Guid Id = Guid.Parse("01990000-0000-7000-8000-000000000001");

    [Fact]
    public void A_line_of_somebody_who_joins_has_every_element_as_the_participant_has_it()
    {
        var participant = new ParticipantView
        {
            Participant = new(Id), Call = new(Id), Cluster = new("emea"), Name = "Ann", Uri = "ann@example.net", State = Some, Direction = Some,
            AudioMuted = ElementValue.Of(true), VideoMuted = ElementValue.Of(false), Importance = ElementValue.Of(3), Layout = Some,
            ActiveSpeaker = ElementValue.Of(false), Presenter = ElementValue.Of(true), EndpointRecording = Some, CanMove = Some,
            CanMoveToLobby = Some, MovedParticipant = Some, MovedParticipantCallBridge = Some, JoinedAt = new Instant(1),
            SeenBy = [new("fra1"), new("lon1")], Freshness = "live",
        };

        Same(
            JsonSerializer.SerializeToElement(participant, PlainJson.Views.ParticipantView),
            Publication.Of(PublicationType.ParticipantJoined, new Instant(1), participant),
            "participant", "call", "cluster", "joinedAt", "leftAt", "leaveReason");
    }

    [Fact]
    public void A_line_of_a_call_that_starts_has_every_element_as_the_call_has_it()
    {
        var call = new CallView
        {
            Id = new(Id), Cluster = new("emea"), CallCorrelator = new(Id), Name = "Weekly", CallType = Some, State = "active", Freshness = "live",
            Degraded = true, StartedAt = new Instant(1), Participants = 3, RosterSize = 4, Recording = Some, EndpointRecording = Some, Streaming = Some,
            LockState = Some, JoinAudioMuteOverride = ElementValue.Of(true),
            Instances = [new(new("lon1"), new(Id), "live", null, 3, ElementValue.Of(1), Some, "active", "none")],
        };

        Same(
            JsonSerializer.SerializeToElement(call, PlainJson.Views.CallView),
            Publication.Of(PublicationType.CallStarted, new Instant(1), call),
            "id", "cluster", "state", "startedAt", "endedAt", "endReason");
    }

    private static void Same(JsonElement view, Publication publication, params string[] aside)
    {
        using var line = JsonDocument.Parse(CallHistoryLine.Write(1, publication));
        Assert.Equal(
            view.EnumerateObject().Where(m => !aside.Contains(m.Name)).ToDictionary(m => m.Name, m => m.Value.GetRawText()),
            line.RootElement.GetProperty("changes").EnumerateObject().ToDictionary(m => m.Name, m => m.Value.GetRawText()));
    }
}
