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
    private readonly HashSet<ParticipantId> _dirty = [];
    private readonly Dictionary<ParticipantId, ParticipantView> _joined = [];
    private readonly List<Publication> _out = [];
    private CallView? _shown;
    private bool _everybody;

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
            if (state.Session is { } ended && next.Session?.Id != ended.Id)
            {
                End(baseline, state, ended, change);
                baseline = next;
            }
            else
            {
                Leave(state, change.At);
            }

            if (next.Session is { } started && state.Session?.Id != started.Id)
            {
                _shown = CallViews.Call(cluster, key, next);
                _out.Add(Publication.Of(PublicationType.CallStarted, change.At, _shown));
                baseline = next;
            }

            Join(next, change.At);
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
            Left(state, participant, reason, change.At);
        }

        var reasonOfEnd = change is CallChange.SessionEnded end ? end.Reason : ended.EndReason;
        // What came meanwhile may be another session's.
        var own = state with { Slots = state.Slots.RemoveAll(s => s.Instance.IsProvisional) };
        _out.Add(Publication.Of(PublicationType.CallEnded, change.At, CallViews.Call(cluster, key, own) with
        {
            State = "ended",
            EndedAt = change.At,
            EndReason = reasonOfEnd,
            Participants = 0,
            RosterSize = 0,
            Instances = [],
        }));
        _shown = null;
    }

    private void Leave(CallState state, Instant at)
    {
        foreach (var (participant, reason) in _log.Left)
        {
            Left(state, participant, reason, at);
        }

        _dirty.UnionWith(_log.Touched);
        _everybody |= _log.TouchedAll;
    }

    private void Left(CallState state, ParticipantId participant, string? reason, Instant at)
    {
        _dirty.Remove(participant);
        _joined.Remove(participant);
        var view = CallViews.Participant(cluster, state, participant) with { LeftAt = at, LeaveReason = reason };
        _out.Add(Publication.Of(PublicationType.ParticipantLeft, at, view));
    }

    private void Join(CallState next, Instant at)
    {
        foreach (var participant in _log.Joined)
        {
            var view = CallViews.Participant(cluster, next, participant);
            _out.Add(Publication.Of(PublicationType.ParticipantJoined, at, view));
            _joined[participant] = view;
            _dirty.Add(participant);
        }
    }

    private void Update(CallState baseline, CallState state, Instant at)
    {
        if (state.Session is not null)
        {
            foreach (var participant in _everybody ? state.Present.Keys : _dirty)
            {
                if (state.Present.ContainsKey(participant))
                {
                    UpdateParticipant(baseline, state, participant, at);
                }
            }

            var view = CallViews.Call(cluster, key, state);
            if (!view.Equals(_shown))
            {
                _out.Add(Publication.Of(PublicationType.CallUpdated, at, view));
                _shown = view;
            }
        }

        _dirty.Clear();
        _joined.Clear();
        _everybody = false;
    }

    private void UpdateParticipant(CallState baseline, CallState state, ParticipantId participant, Instant at)
    {
        var view = CallViews.Participant(cluster, state, participant);
        var shown = _joined.TryGetValue(participant, out var joined) ? joined
            : baseline.Present.ContainsKey(participant) ? CallViews.Participant(cluster, baseline, participant) : null;
        if (!view.Equals(shown))
        {
            _out.Add(Publication.Of(PublicationType.ParticipantUpdated, at, view));
        }
    }
}
