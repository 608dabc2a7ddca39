using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Simulator;

/// <summary>What is true of a conference as a whole, in the protocol's words (protocol.md §4).</summary>
public sealed record ConferenceState
{
    public string Name { get; init; } = "";

    public string CallType { get; init; } = Words.CoSpace;

    public string LockState { get; init; } = Words.NotLocked;

    public string Recording { get; init; } = Words.Inactive;

    public string Streaming { get; init; } = Words.Inactive;

    public string EndpointRecording { get; init; } = Words.Inactive;

    public bool? JoinAudioMuteOverride { get; init; }

    /// <summary>The same on every bridge; null where the bridges tell none (yet).</summary>
    public CallCorrelator? Correlator { get; init; }
}
