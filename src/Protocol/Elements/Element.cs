namespace CmsOrchestrator.Protocol;

/// <summary>What a subscription can report of a call or of a participant (protocol.md §4, "Elements"). The order is that of the table.</summary>
public enum Element : byte
{
    Name,
    Participants,
    DistributedInstances,
    Recording,
    Streaming,
    EndpointRecording,
    LockState,
    CallType,
    CallCorrelator,
    JoinAudioMuteOverride,
    Uri,
    State,
    Direction,
    AudioMuted,
    VideoMuted,
    Importance,
    Layout,
    ActiveSpeaker,
    Presenter,
    CanMove,
    CanMoveToLobby,
    MovedParticipant,
    MovedParticipantCallBridge,
}
