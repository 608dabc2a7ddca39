using System.Collections.Immutable;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Model.Calls;

/// <summary>
/// Decides what facts change: <c>State → Events</c>, without clock, randomness or I/O. Facts that change nothing, those of an old
/// epoch among them, give no change at all.
/// </summary>
/// <param name="newId">Gives an id for a session that begins; the id is kept in the event.</param>
public sealed partial class CallDecider(CallSettings settings, Func<Instant, CallId> newId)
{
    private readonly ImmutableArray<CallChange>.Builder _changes = ImmutableArray.CreateBuilder<CallChange>();
    private CallState _state = CallState.None;

    /// <summary>What these facts change, in one event; null where they change nothing.</summary>
    public CallChanged? Decide(CallState state, IEnumerable<CallFact> facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        _state = state;
        _changes.Clear();
        foreach (var fact in facts)
        {
            Decide(fact);
        }

        _state = CallState.None;
        return _changes.Count == 0 ? null : new CallChanged(_changes.DrainToImmutable());
    }

    private void Decide(CallFact fact)
    {
        switch (fact)
        {
            case CallFact.InstanceAdded f:
                Added(f);
                break;
            case CallFact.InstanceUpdated f when Live(f.Key, f.Epoch) is { } slot && slot.Instance.Values.Changes(f.Values):
                Emit(new CallChange.InstanceTold(f.Key, f.Epoch, false, false, Differing(slot.Instance.Values, f.Values)) { At = f.At });
                break;
            case CallFact.InstanceRemoved f when _state.Find(f.Key) is { } slot && !IsOld(f.Epoch, slot.Instance):
                Removed(f, slot);
                break;
            case CallFact.InstanceMoved f when _state.Find(f.Key) is not null:
                Emit(new CallChange.InstanceGone(f.Key, Reasons.Merged, null) { At = f.At });
                EndIfEmpty(f.At);
                break;
            case CallFact.CallListCompleted f:
                NotSeen(f.At, s => s.Key.Bridge == f.Bridge && f.There?.Contains(s.Key.Call) != true
                    && (s.Instance.Epoch < f.Epoch || IsElsewhere(f.Epoch, s.Instance)));
                break;
            case CallFact.PartState f:
                PartState(f.At, f.Key, f.Part, f.Epoch, f.State);
                break;
            case CallFact.PartGivenUp f when _state.Find(f.Key) is { } slot && HasPart(slot, f.Part):
                Emit(new CallChange.PartDropped(f.Key, f.Part) { At = f.At });
                break;
            case CallFact.CallInfoTold f:
                CallInfo(f.At, f.Key, f.Epoch, f.IsWhole, f.Values);
                break;
            case CallFact.RosterTold f:
                Roster(f.At, f.Key, f.Epoch, f.Updates);
                break;
            case CallFact.RosterCompleted f when LiveRoster(f.Key, f.Epoch) is { IsComplete: false }:
                Emit(new CallChange.RosterCompleted(f.Key) { At = f.At });
                break;
            case CallFact.CallInfoWhole f:
                CallInfoWhole(f);
                break;
            case CallFact.RosterWhole f:
                RosterWhole(f);
                break;
            case CallFact.ConnectionLost f when _state.Slots.Any(s => s.Key.Bridge == f.Bridge && Feeds(s, f.Epoch)):
                Emit(new CallChange.WentStale(f.Bridge, f.Epoch) { At = f.At });
                break;
            case CallFact.BridgeLost f:
                Gone(f.At, Reasons.BridgeLost, s => s.Key.Bridge == f.Bridge && !s.Instance.IsLive);
                Unlist(f.At, f.Bridge);
                break;
            case CallFact.BridgeRemoved f:
                Gone(f.At, Reasons.BridgeRemoved, s => s.Key.Bridge == f.Bridge);
                break;
            case CallFact.Degraded f when _state.Session is not null && _state.IsDegraded != f.IsDegraded:
                Emit(new CallChange.DegradedChanged(f.IsDegraded) { At = f.At });
                break;
            case CallFact.Recovered f:
                Recovered(f.At);
                break;
            case CallFact.TimePassed f:
                EndIfHandoverIsOver(f.At);
                break;
        }
    }

    private void Added(CallFact.InstanceAdded fact)
    {
        var slot = _state.Find(fact.Key);
        if (slot is { } known)
        {
            var same = known.Instance.IsLive && known.Instance.Epoch == fact.Epoch
                && ReferenceEquals(known.Instance.Values.Replace(fact.Values, fact.At), known.Instance.Values);
            if (IsOld(fact.Epoch, known.Instance) || same)
            {
                return;
            }
        }
        else
        {
            EndIfHandoverIsOver(fact.Since ?? fact.At);
        }

        var provisional = slot is null && !_state.Slots.IsEmpty
            && !_state.Slots.Any(s => s.Instance is { IsLive: true, IsProvisional: false });
        Emit(new CallChange.InstanceTold(fact.Key, fact.Epoch, true, provisional, fact.Values) { At = fact.At, Since = fact.Since });
        StartIfNone(fact.At);
    }

    private void Removed(CallFact.InstanceRemoved fact, Slot slot)
    {
        if (fact.Reason is null && slot.Instance.Epoch != fact.Epoch)
        {
            // That connection never told of it: it went while nobody looked.
            NotSeen(fact.At, s => s.Key == fact.Key);
        }
        else
        {
            var cameMeanwhile = CameMeanwhile(slot);
            Emit(new CallChange.InstanceGone(fact.Key, fact.Reason, null) { At = fact.At });
            if (_state.Session is { GoneHeardAt: var goneAt } && cameMeanwhile is { } cameAt && cameAt - goneAt >= settings.HandoverTime)
            {
                Emit(new CallChange.SessionEnded(fact.Reason) { At = goneAt });
                StartIfNone(cameAt);
            }
        }
    }

    // When the first of those came that may be another session's, where nothing else is left but them.
    private Instant? CameMeanwhile(Slot going)
    {
        var rest = _state.Slots.Remove(going);
        return !rest.IsEmpty && rest.All(s => s.Instance.IsProvisional) ? rest.Min(s => s.Instance.AddedAt) : null;
    }

    private void NotSeen(Instant at, Func<Slot, bool> isGone)
    {
        var gone = _state.Slots.Where(isGone).ToList();
        if (gone.Count == 0)
        {
            return;
        }

        var rest = _state.Slots.Except(gone).ToList();
        var ends = _state.Session is not null && rest.All(s => s.Instance.IsProvisional);
        if (ends)
        {
            at = Instant.Max(_state.Session!.GoneHeardAt, gone.Max(s => s.Instance.HeardAt));
        }

        foreach (var slot in gone)
        {
            Emit(new CallChange.InstanceGone(slot.Key, Reasons.NotSeenAfterReconnect, slot.Instance.HeardAt) { At = at });
        }

        if (ends)
        {
            Emit(new CallChange.SessionEnded(Reasons.NotSeenAfterReconnect) { At = at });
            if (rest.Count > 0)
            {
                // None of the session's instances is there any more: what came meanwhile is another use of the same space.
                StartIfNone(rest.Min(s => s.Instance.AddedAt));
            }
        }
    }

    private void Gone(Instant at, string reason, Func<Slot, bool> which)
    {
        foreach (var slot in _state.Slots)
        {
            if (which(slot))
            {
                Emit(new CallChange.InstanceGone(slot.Key, reason, null) { At = at });
            }
        }
    }

    private void Recovered(Instant at)
    {
        EndIfHandoverIsOver(at);
        var fresh = _state.Slots.Any(s => s.Instance.IsLive
            || s.Roster is { } roster && (roster.StaleSince is null || roster.State != PartStates.None)
            || s.CallInfo is { } info && (info.StaleSince is null || info.State != PartStates.None));
        if (fresh || Testimony.HasTimes(_state) || _state.Session?.AwaitingSince > at || _state.Session?.GoneHeardAt > at)
        {
            Emit(new CallChange.WentStale(null, null) { At = at });
        }
    }

    private void StartIfNone(Instant at)
    {
        if (_state.Session is null)
        {
            Emit(new CallChange.SessionStarted(newId(at)) { At = at });
        }
    }

    private void EndIfEmpty(Instant at)
    {
        if (_state.Session is { } session && _state.Slots.IsEmpty)
        {
            Emit(new CallChange.SessionEnded(session.EndReason) { At = at });
        }
    }

    private void EndIfHandoverIsOver(Instant at)
    {
        // A clock that was set back further than that says nothing of how long it has been.
        if (_state.Session is { AwaitingSince: { } since } session && (at - since).Duration() >= settings.HandoverTime)
        {
            Emit(new CallChange.SessionEnded(session.EndReason) { At = since });
        }
    }

    private static bool IsOld(Epoch epoch, InstancePart instance) => IsOld(epoch, instance.Epoch, instance.IsLive);

    // Several connections to one bridge live side by side: a part whose connection is lost may go on with an earlier one. A part of
    // another process is fed by nobody, whatever that one's clock was.
    private static bool IsOld(Epoch epoch, Epoch known, bool isFed) => epoch < known && isFed;

    private static bool IsElsewhere(Epoch epoch, InstancePart instance) => instance.Epoch != epoch && !IsOld(epoch, instance);

    private Slot? Live(InstanceKey key, Epoch epoch) =>
        _state.Find(key) is { Instance.IsLive: true } slot && slot.Instance.Epoch == epoch ? slot : null;

    private static bool Feeds(Slot slot, Epoch epoch) =>
        (slot.Instance.IsLive && slot.Instance.Epoch == epoch)
        || (slot.CallInfo is { } info && info.State != PartStates.None && info.Epoch == epoch)
        || (slot.Roster is { } roster && roster.State != PartStates.None && roster.Epoch == epoch);

    private static ElementValues Differing(StampedValues known, ElementValues told) => RosterDiff.Differing(known, told);

    private void Emit(CallChange change)
    {
        _changes.Add(change);
        _state = CallFold.Apply(_state, change);
    }
}
