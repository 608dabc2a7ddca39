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
    private readonly HashSet<(ClusterName Cluster, CallGuid Call)> _mayBeAnother = [];

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

    /// <summary>The instance was taken for gone: if it comes again, it may be in another session.</summary>
    public void MayBeAnother(ClusterName cluster, CallGuid call) => _mayBeAnother.Add((cluster, call));

    // Another id for the same instance only where it was taken for gone, or settled to be another session's;
    // a stand-in may end a moment after the instance has gone over.
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

        if (ids.Count > 0)
        {
            var reason = _ended.GetValueOrDefault(ids[^1])?.EndReason;
            Breach.Unless(
                reason is null or "notSeenAfterReconnect" || _mayBeAnother.Contains((call.Cluster, instance)),
                $"instance {instance} was in call {ids[^1]} ({reason}) and is in {call.Id}");
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
