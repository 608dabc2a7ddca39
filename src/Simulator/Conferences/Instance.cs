using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Simulator;

/// <summary>
/// One bridge's part of a conference. A new one knows nothing of the others: no participants but its own, no instances, locked;
/// once it is settled it says what the whole conference is (protocol.md §5).
/// </summary>
internal sealed class Instance(Conference conference, BridgeCalls bridge, CallGuid call)
{
    public Conference Conference { get; } = conference;

    public BridgeCalls Bridge { get; } = bridge;

    public CallGuid Call { get; } = call;

    public int DistributedInstances { get; set; }

    public bool IsSettled { get; set; }

    public string LockState => IsSettled ? Conference.State.LockState : Words.Locked;

    /// <summary>What this bridge's roster lists, in the order of joining.</summary>
    public IEnumerable<Participant> Roster => Conference.Participants.Where(Lists);

    public bool Lists(Participant participant) => IsSettled || Hosts(participant);

    public bool Hosts(Participant participant) => participant.Host == Bridge;

    public int CountParticipants() => Roster.Count(p => p.IsCounted);

    /// <summary>The elements of <c>callInfo</c>, which are those of <c>calls</c> and one more.</summary>
    public ElementValues ToElements()
    {
        var state = Conference.State;
        return ElementValues.Of(
            (Element.Name, ElementValue.Of(state.Name)),
            (Element.Participants, ElementValue.Of(CountParticipants())),
            (Element.DistributedInstances, ElementValue.Of(DistributedInstances)),
            (Element.Recording, ElementValue.Of(state.Recording)),
            (Element.Streaming, ElementValue.Of(state.Streaming)),
            (Element.EndpointRecording, ElementValue.Of(state.EndpointRecording)),
            (Element.LockState, ElementValue.Of(LockState)),
            (Element.CallType, ElementValue.Of(state.CallType)),
            (Element.CallCorrelator, ElementValue.Of(state.Correlator?.ToString())),
            (Element.JoinAudioMuteOverride, state.JoinAudioMuteOverride is { } mute ? ElementValue.Of(mute) : ElementValue.None));
    }
}
