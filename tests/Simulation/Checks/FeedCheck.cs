using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Views;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Simulation;

/// <summary>
/// Reads the feed as a client does: revisions without a gap, each change in its place and a change indeed, joins and leaves in
/// pairs, nobody left in a call that ends, ids that stay (api.md, "The change stream").
/// </summary>
internal sealed class FeedCheck
{
    private readonly Dictionary<CallId, CallView> _ended = [];
    private readonly Dictionary<(ClusterName Cluster, CallGuid Call), List<CallId>> _shownAs = [];
    private readonly Dictionary<(ClusterName Cluster, CallGuid Call), int> _mayBeAnother = [];

    public ReadModel Model { get; private set; } = ReadModel.Empty;

    public void Append(Publication publication)
    {
        if (publication.Call is { } call)
        {
            Check(publication.Type, call);
        }
        else
        {
            Check(publication.Type, publication.Participant!);
        }

        Model = Model.Apply([new Change(Model.Revision + 1, publication)]);
        Breach.Unless(Model.ParticipantCount == Model.Calls.Values.Sum(c => c.Participants.Count), "the number of participants does not add up");
    }

    /// <summary>The calls that an instance was ever shown in.</summary>
    public IReadOnlyList<CallId> ShownAs(ClusterName cluster, CallGuid call) => _shownAs.GetValueOrDefault((cluster, call)) ?? [];

    public CallCorrelator? CorrelatorOf(CallId call) => LastOf(call).CallCorrelator;

    private CallView LastOf(CallId call) => _ended.GetValueOrDefault(call) ?? Model.Calls[call].View;

    private void Check(PublicationType type, CallView call)
    {
        Model.Calls.TryGetValue(call.Id, out var live);
        Breach.Unless(!_ended.ContainsKey(call.Id), $"{type} of call {call.Id}, which has ended");
        Breach.Unless((type == PublicationType.CallStarted) == live is null, $"{type} of call {call.Id}, which is {(live is null ? "not there" : "there")}");
        Breach.Unless(live is null || !live.View.Equals(call), $"{type} of call {call.Id}, and nothing is different");
        Breach.Unless(live is null || live.View.StartedAt == call.StartedAt, $"call {call.Id} started at another time");
        if (type == PublicationType.CallEnded)
        {
            Breach.Unless(live!.Participants.IsEmpty, $"call {call.Id} ends with {live.Participants.Count} participants in it");
            Breach.Unless(call is { State: "ended", EndedAt: not null, Instances.IsEmpty: true, RosterSize: 0 }, $"call {call.Id} ends as '{call.State}'");
            _ended[call.Id] = call;
            return;
        }

        Breach.Unless(call is { State: "active", EndedAt: null, EndReason: null }, $"call {call.Id} is there as '{call.State}'");
        foreach (var instance in call.Instances)
        {
            IdStays(call, instance.Call);
        }
    }

    /// <summary>The instance was taken for gone, or settled to be another session's: where it is shown next, it may be in another call, once.</summary>
    public void MayBeAnother(ClusterName cluster, CallGuid call) => _mayBeAnother[(cluster, call)] = _mayBeAnother.GetValueOrDefault((cluster, call)) + 1;

    // Another id for the same instance only where it was taken for gone, or settled to be another session's; or where its correlator
    // came late: each call's changes are in order, but what its stand-in was told before may be in the feed after it has gone over.
    private void IdStays(CallView call, CallGuid instance)
    {
        if (!_shownAs.TryGetValue((call.Cluster, instance), out var ids))
        {
            _shownAs[(call.Cluster, instance)] = ids = [];
        }

        if (ids.Contains(call.Id))
        {
            return;
        }

        if (ids.Count > 0 && LastOf(ids[^1]) is var before
            && before.CallCorrelator is null == call.CallCorrelator is null)
        {
            var count = _mayBeAnother.GetValueOrDefault((call.Cluster, instance));
            Breach.Unless(count > 0, $"instance {instance} was in call {before.Id} ({before.EndReason}) and is in {call.Id}");
            _mayBeAnother[(call.Cluster, instance)] = count - 1;
        }

        ids.Add(call.Id);
    }

    private void Check(PublicationType type, ParticipantView person)
    {
        Breach.Unless(Model.Calls.TryGetValue(person.Call, out var call), $"{type} of {person.Participant} in call {person.Call}, which is not there");
        call!.Participants.TryGetValue(person.Participant, out var known);
        Breach.Unless((type == PublicationType.ParticipantJoined) == known is null, $"{type} of {person.Participant}, who is {(known is null ? "not there" : "there")}");
        Breach.Unless(known is null || !known.Equals(person), $"{type} of {person.Participant}, and nothing is different");
        Breach.Unless(known is null || known.JoinedAt == person.JoinedAt, $"{person.Participant} joined at another time");
        Breach.Unless((type == PublicationType.ParticipantLeft) == person.LeftAt is not null, $"{type} of {person.Participant}, left at {person.LeftAt}");
    }
}
