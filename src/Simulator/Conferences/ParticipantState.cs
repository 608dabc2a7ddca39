using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Simulator;

/// <summary>What is true of a participant, in the protocol's words (protocol.md §4).</summary>
public sealed record ParticipantState
{
    public string Name { get; init; } = "";

    public string Uri { get; init; } = "";

    public string State { get; init; } = Words.Connected;

    public string Direction { get; init; } = Words.Incoming;

    public bool AudioMuted { get; init; }

    public bool VideoMuted { get; init; }

    public int? Importance { get; init; }

    public string Layout { get; init; } = "allEqual";

    public bool ActiveSpeaker { get; init; }

    public bool Presenter { get; init; }

    public string EndpointRecording { get; init; } = Words.Inactive;

    public bool CanMove { get; init; }

    public bool? CanMoveToLobby { get; init; }

    /// <summary>Whom this participant was before a move. Where nothing moved, the wire has junk (protocol.md §4): zeros.</summary>
    public ParticipantId? MovedParticipant { get; init; }

    /// <summary>The Call Bridge that hosted it before the move.</summary>
    public Guid? MovedParticipantCallBridge { get; init; }

    /// <summary>The elements of <c>callRoster</c>, all of them.</summary>
    internal ElementValues ToElements() => ElementValues.Of(
        (Element.Name, ElementValue.Of(Name)),
        (Element.Uri, ElementValue.Of(Uri)),
        (Element.State, ElementValue.Of(State)),
        (Element.Direction, ElementValue.Of(Direction)),
        (Element.AudioMuted, ElementValue.Of(AudioMuted)),
        (Element.VideoMuted, ElementValue.Of(VideoMuted)),
        (Element.Importance, Importance is { } importance ? ElementValue.Of(importance) : ElementValue.None),
        (Element.Layout, ElementValue.Of(Layout)),
        (Element.ActiveSpeaker, ElementValue.Of(ActiveSpeaker)),
        (Element.Presenter, ElementValue.Of(Presenter)),
        (Element.EndpointRecording, ElementValue.Of(EndpointRecording)),
        (Element.CanMove, ElementValue.Of(CanMove)),
        (Element.CanMoveToLobby, CanMoveToLobby is { } can ? ElementValue.Of(can) : ElementValue.None),
        (Element.MovedParticipant, ElementValue.Of((MovedParticipant?.Value ?? Guid.Empty).ToString("D"))),
        (Element.MovedParticipantCallBridge, ElementValue.Of((MovedParticipantCallBridge ?? Guid.Empty).ToString("D"))));
}
