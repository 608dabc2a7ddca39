using System.Collections.Immutable;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Model.Views;

/// <summary>Applies publications to a read model in the making.</summary>
internal sealed class ReadModelFold(
    ImmutableSortedDictionary<CallId, LiveCall>.Builder calls,
    ImmutableDictionary<(ClusterName Cluster, CallBridgeName Bridge), CallBridgeView>.Builder bridges,
    long participants)
{
    public ImmutableSortedDictionary<CallId, LiveCall>.Builder Calls => calls;

    public ImmutableDictionary<(ClusterName Cluster, CallBridgeName Bridge), CallBridgeView>.Builder Bridges => bridges;

    public long Participants { get; private set; } = participants;

    public void Apply(Publication publication)
    {
        switch (publication)
        {
            case { Type: PublicationType.CallEnded, Call: { } call }:
                if (calls.TryGetValue(call.Id, out var ended))
                {
                    Participants -= ended.Participants.Count;
                    calls.Remove(call.Id);
                }

                break;
            case { Call: { } call }:
                calls[call.Id] = calls.TryGetValue(call.Id, out var live) ? live with { View = call } : LiveCall.Of(call);
                break;
            case { Type: PublicationType.ParticipantLeft, Participant: { } participant }:
                Set(participant.Call, p => p.Remove(participant.Participant));
                break;
            case { Participant: { } participant }:
                Set(participant.Call, p => p.SetItem(participant.Participant, participant));
                break;
            case { CallBridge: { State: CallBridgeStatus.Stopped } bridge }:
                bridges.Remove((bridge.Cluster, bridge.Name));
                break;
            case { CallBridge: { } bridge }:
                bridges[(bridge.Cluster, bridge.Name)] = bridge;
                break;
        }
    }

    private void Set(
        CallId id, Func<ImmutableSortedDictionary<ParticipantId, ParticipantView>, ImmutableSortedDictionary<ParticipantId, ParticipantView>> change)
    {
        if (calls.TryGetValue(id, out var call))
        {
            var changed = change(call.Participants);
            Participants += changed.Count - call.Participants.Count;
            calls[id] = call with { Participants = changed };
        }
    }
}
