using System.Collections.Immutable;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Model.Views;

/// <summary>A participant as the API shows it (api.md, "A participant"). Equal views read the same.</summary>
public sealed record ParticipantView
{
    public required ParticipantId Participant { get; init; }
    public required CallId Call { get; init; }
    public required ClusterName Cluster { get; init; }
    public required string Name { get; init; }
    public required string Uri { get; init; }
    public required ElementValue State { get; init; }
    public required ElementValue Direction { get; init; }
    public required ElementValue AudioMuted { get; init; }
    public required ElementValue VideoMuted { get; init; }
    public required ElementValue Importance { get; init; }
    public required ElementValue Layout { get; init; }
    public required ElementValue ActiveSpeaker { get; init; }
    public required ElementValue Presenter { get; init; }
    public required ElementValue EndpointRecording { get; init; }
    public required ElementValue CanMove { get; init; }
    public required ElementValue CanMoveToLobby { get; init; }
    public required ElementValue MovedParticipant { get; init; }
    public required ElementValue MovedParticipantCallBridge { get; init; }
    public required Instant JoinedAt { get; init; }
    public Instant? LeftAt { get; init; }
    public string? LeaveReason { get; init; }

    /// <summary>The bridges whose rosters list the participant, by name.</summary>
    public required ImmutableArray<CallBridgeName> SeenBy { get; init; }

    /// <summary><c>live</c>, <c>partial</c> or <c>stale</c>: that of the rosters that list the participant.</summary>
    public required string Freshness { get; init; }

    public bool Equals(ParticipantView? other) =>
        other is not null && Participant == other.Participant && Call == other.Call && Cluster == other.Cluster
        && Name == other.Name && Uri == other.Uri && State == other.State && Direction == other.Direction
        && AudioMuted == other.AudioMuted && VideoMuted == other.VideoMuted && Importance == other.Importance && Layout == other.Layout
        && ActiveSpeaker == other.ActiveSpeaker && Presenter == other.Presenter && EndpointRecording == other.EndpointRecording
        && CanMove == other.CanMove && CanMoveToLobby == other.CanMoveToLobby && MovedParticipant == other.MovedParticipant
        && MovedParticipantCallBridge == other.MovedParticipantCallBridge && JoinedAt == other.JoinedAt && LeftAt == other.LeftAt
        && LeaveReason == other.LeaveReason && Freshness == other.Freshness && SeenBy.AsSpan().SequenceEqual(other.SeenBy.AsSpan());

    public override int GetHashCode() => HashCode.Combine(Participant, Call, JoinedAt);
}
