using CmsOrchestrator.Model.Views;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Model.Calls;

/// <summary>
/// What an event publishes: a pure function of the state before it and the event, so that a recovery publishes exactly what the
/// first run would have (design.md, "Durability"). Joins, leaves, starts and ends come each in their order; updates of one thing
/// come once an event. The participants of an ending call leave before it.
/// </summary>
public sealed class CallPublisher(ClusterName cluster, CallKey key)
{
    private readonly FoldLog _log = new();
    private readonly Dictionary<ParticipantId, Teller> _dirty = [];
    private readonly Dictionary<ParticipantId, ParticipantView> _joined = [];
    private readonly List<Publication> _out = [];
    private CallView? _shown;
    private Teller _teller;
    private Teller? _everybody;

    /// <summary>Applies an event: the state after it, and what is to be published.</summary>
    public CallState Publish(CallState before, CallChanged changed, out IReadOnlyList<Publication> publications)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(changed);
        _out.Clear();
        var baseline = before;
        _shown = before.Session is null ? null : CallViews.Call(cluster, key, before);
        var state = before;
        var at = default(Instant);
        foreach (var change in changed.Changes)
        {
            at = change.At;
            _log.Clear();
            var next = CallFold.Apply(state, change, _log);
            var teller = Teller.Of(change);
            if (state.Session is { } ended && next.Session?.Id != ended.Id)
            {
                End(baseline, state, ended, change);
                baseline = next;
            }
            else
            {
                Leave(baseline, state, teller, change.At);
            }

            _teller = _teller.And(teller);
            if (next.Session is { } started && state.Session?.Id != started.Id)
            {
                _shown = CallViews.Call(cluster, key, next);
                _out.Add(OfCall(PublicationType.CallStarted, change.At, null, _shown, _teller.One));
                baseline = next;
            }

            Join(next, teller, change.At);
            state = next;
        }

        Update(baseline, state, at);
        publications = [.. _out];
        _out.Clear();
        return state;
    }

    private void End(CallState baseline, CallState state, Session ended, CallChange change)
    {
        // What was not yet told of this session is told before it ends.
        Update(baseline, state, change.At);
        foreach (var (participant, reason) in _log.Left)
        {
            Left(state, state, participant, reason, ended.EndedBy, change.At);
        }

        var reasonOfEnd = change is CallChange.SessionEnded end ? end.Reason : ended.EndReason;
        // What came meanwhile may be another session's.
        var own = state with { Slots = state.Slots.RemoveAll(s => s.Instance.IsProvisional) };
        var view = CallViews.Call(cluster, key, own) with
        {
            State = "ended",
            EndedAt = change.At,
            EndReason = reasonOfEnd,
            Participants = 0,
            RosterSize = 0,
            Instances = [],
        };
        _out.Add(OfCall(PublicationType.CallEnded, change.At, _shown, view, ended.EndedBy));
        _shown = null;
    }

    private void Leave(CallState baseline, CallState state, Teller teller, Instant at)
    {
        foreach (var (participant, reason) in _log.Left)
        {
            Left(baseline, state, participant, reason, teller.One, at);
        }

        foreach (var participant in _log.Touched)
        {
            _dirty[participant] = _dirty.GetValueOrDefault(participant).And(teller);
        }

        _everybody = _log.TouchedAll ? (_everybody ?? default).And(teller) : _everybody;
    }

    private void Left(CallState baseline, CallState state, ParticipantId participant, string? reason, CallBridgeName? teller, Instant at)
    {
        // Whoever told the reason, perhaps long before the last roster let go.
        var told = state.Present[participant].ToldBy?.Bridge ?? teller;
        var view = CallViews.Participant(cluster, state, participant) with { LeftAt = at, LeaveReason = reason };
        _out.Add(OfParticipant(PublicationType.ParticipantLeft, at, Shown(baseline, participant), view, told));
        _dirty.Remove(participant);
        _joined.Remove(participant);
    }

    private void Join(CallState next, Teller teller, Instant at)
    {
        foreach (var participant in _log.Joined)
        {
            var view = CallViews.Participant(cluster, next, participant);
            _out.Add(OfParticipant(PublicationType.ParticipantJoined, at, null, view, teller.One));
            _joined[participant] = view;
            _dirty[participant] = teller;
        }
    }

    private void Update(CallState baseline, CallState state, Instant at)
    {
        if (state.Session is not null)
        {
            foreach (var participant in _everybody is null ? _dirty.Keys : state.Present.Keys)
            {
                if (state.Present.ContainsKey(participant))
                {
                    UpdateParticipant(baseline, state, participant, at);
                }
            }

            var view = CallViews.Call(cluster, key, state);
            if (!view.Equals(_shown))
            {
                _out.Add(OfCall(PublicationType.CallUpdated, at, _shown, view, _teller.One));
                _shown = view;
            }
        }

        _dirty.Clear();
        _joined.Clear();
        _everybody = null;
        _teller = default;
    }

    private void UpdateParticipant(CallState baseline, CallState state, ParticipantId participant, Instant at)
    {
        var view = CallViews.Participant(cluster, state, participant);
        var shown = Shown(baseline, participant);
        if (!view.Equals(shown))
        {
            var teller = _dirty.GetValueOrDefault(participant).And(_everybody ?? default);
            _out.Add(OfParticipant(PublicationType.ParticipantUpdated, at, shown, view, teller.One));
        }
    }

    private ParticipantView? Shown(CallState baseline, ParticipantId participant) =>
        _joined.TryGetValue(participant, out var joined) ? joined
        : baseline.Present.ContainsKey(participant) ? CallViews.Participant(cluster, baseline, participant) : null;

    private Publication OfCall(PublicationType type, Instant at, CallView? before, CallView after, CallBridgeName? teller) =>
        new(type, at, cluster, after, null, null) { CallBefore = before, ToldBy = teller, Correlator = key.Correlator };

    private Publication OfParticipant(PublicationType type, Instant at, ParticipantView? before, ParticipantView after, CallBridgeName? teller) =>
        new(type, at, cluster, null, after, null) { ParticipantBefore = before, ToldBy = teller, Correlator = key.Correlator };
}
