using CmsOrchestrator.Model.Views;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Model.Calls;

/// <summary>A call's state as the API shows it. Pure.</summary>
public static class CallViews
{
    /// <summary>The call of the state's session; call it only while there is one.</summary>
    public static CallView Call(ClusterName cluster, CallKey key, CallState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var session = state.Session ?? throw new InvalidOperationException("A call without a session has no view.");
        return new CallView
        {
            Id = session.Id,
            Cluster = cluster,
            CallCorrelator = key.Correlator,
            Name = CallMerge.Latest(state, Element.Name) is { IsNone: false } name ? name.ToString() : session.Name,
            CallType = CallMerge.Latest(state, Element.CallType) is { IsNone: false } type ? type : session.CallType,
            State = "active",
            Freshness = CallMerge.Freshness(state),
            Degraded = state.IsDegraded,
            StartedAt = session.StartedAt,
            Participants = CallMerge.Participants(state),
            RosterSize = state.Present.Count,
            Recording = CallMerge.AnyActive(state, Element.Recording),
            EndpointRecording = CallMerge.AnyActive(state, Element.EndpointRecording),
            Streaming = CallMerge.AnyActive(state, Element.Streaming),
            LockState = CallMerge.Locked(state),
            JoinAudioMuteOverride = CallMerge.Latest(state, Element.JoinAudioMuteOverride),
            Instances = [.. state.ShownSlots.Select(Instance)],
        };
    }

    /// <summary>A participant that some slot of the state lists.</summary>
    public static ParticipantView Participant(ClusterName cluster, CallState state, ParticipantId participant)
    {
        ArgumentNullException.ThrowIfNull(state);
        var merge = new ParticipantMerge(state, participant);
        return new ParticipantView
        {
            Participant = participant,
            Call = state.Session?.Id ?? throw new InvalidOperationException("A call without a session has no participants."),
            Cluster = cluster,
            Name = merge.Value(Element.Name).ToString(),
            Uri = merge.Value(Element.Uri).ToString(),
            State = merge.Value(Element.State),
            Direction = merge.Value(Element.Direction),
            AudioMuted = merge.Value(Element.AudioMuted),
            VideoMuted = merge.Value(Element.VideoMuted),
            Importance = merge.Value(Element.Importance),
            Layout = merge.Value(Element.Layout),
            ActiveSpeaker = merge.Value(Element.ActiveSpeaker),
            Presenter = merge.Value(Element.Presenter),
            EndpointRecording = merge.Value(Element.EndpointRecording),
            CanMove = merge.Value(Element.CanMove),
            CanMoveToLobby = merge.Value(Element.CanMoveToLobby),
            MovedParticipant = merge.Value(Element.MovedParticipant),
            MovedParticipantCallBridge = merge.Value(Element.MovedParticipantCallBridge),
            JoinedAt = state.Present[participant].JoinedAt,
            SeenBy = merge.SeenBy,
            Freshness = merge.Freshness,
        };
    }

    private static InstanceView Instance(Slot slot) => new(
        slot.Key.Bridge,
        slot.Key.Call,
        slot.Instance.IsLive ? Words.Live : Words.Stale,
        slot.Instance.StaleSince,
        CallMerge.Figure(CallMerge.OfInstance(slot, Element.Participants)),
        CallMerge.OfInstance(slot, Element.DistributedInstances),
        CallMerge.OfInstance(slot, Element.LockState),
        slot.Roster?.State ?? PartStates.None,
        slot.CallInfo?.State ?? PartStates.None);
}
