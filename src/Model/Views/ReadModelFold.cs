using System.Collections.Immutable;

namespace CmsOrchestrator.Model.Views;

/// <summary>Applies publications to a read model in the making.</summary>
internal sealed class ReadModelFold(
    ImmutableSortedDictionary<CallId, LiveCall>.Builder calls,
    CallIndexes indexes,
    ImmutableDictionary<(ClusterName Cluster, CallBridgeName Bridge), CallBridgeView>.Builder bridges,
    long participants)
{
    public ImmutableSortedDictionary<CallId, LiveCall>.Builder Calls => calls;

    public ImmutableDictionary<(ClusterName Cluster, CallBridgeName Bridge), CallBridgeView>.Builder Bridges => bridges;

    public CallIndexes Indexes { get; private set; } = indexes;

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
                    Indexes = Indexes.Without(ended.View);
                }

                break;
            case { Call: { } call }:
                if (calls.TryGetValue(call.Id, out var live))
                {
                    calls[call.Id] = live.With(call);
                }
                else
                {
                    calls[call.Id] = LiveCall.Of(call);
                    Indexes = Indexes.With(call);
                }

                break;
            case { Type: PublicationType.ParticipantLeft, Participant: { } participant }:
                Set(participant.Call, call => call.Without(participant.Participant));
                break;
            case { Participant: { } participant }:
                Set(participant.Call, call => call.With(participant));
                break;
            case { CallBridge: { State: CallBridgeStatus.Stopped } bridge }:
                bridges.Remove((bridge.Cluster, bridge.Name));
                break;
            case { CallBridge: { } bridge }:
                bridges[(bridge.Cluster, bridge.Name)] = bridge;
                break;
        }
    }

    private void Set(CallId id, Func<LiveCall, LiveCall> change)
    {
        if (calls.TryGetValue(id, out var call))
        {
            var changed = change(call);
            Participants += changed.Participants.Count - call.Participants.Count;
            calls[id] = changed;
        }
    }
}
