using System.Collections.Immutable;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Model.Calls;

/// <summary>
/// Decides what facts change: <c>State → Events</c>, without clock, randomness or I/O. Facts that change nothing, those of an old
/// epoch among them, give no change at all.
/// </summary>
/// <param name="newId">Gives an id for a session that begins; the id is kept in the event.</param>
public sealed class CallDecider(CallSettings settings, Func<Instant, CallId> newId)
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
            case CallFact.InstanceRemoved f when _state.Find(f.Key) is { } slot && slot.Instance.Epoch <= f.Epoch:
                Emit(new CallChange.InstanceGone(f.Key, f.Reason, null) { At = f.At });
                break;
            case CallFact.InstanceMoved f when _state.Find(f.Key) is not null:
                Emit(new CallChange.InstanceGone(f.Key, Reasons.Merged, null) { At = f.At });
                EndIfEmpty(f.At);
                break;
            case CallFact.CallListCompleted f:
                NotSeen(f);
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
            if (known.Instance.Epoch > fact.Epoch || same)
            {
                return;
            }
        }
        else
        {
            EndIfHandoverIsOver(fact.At);
        }

        var provisional = slot is null && !_state.Slots.IsEmpty && !_state.Slots.Any(s => s.Instance is { IsLive: true, IsProvisional: false });
        Emit(new CallChange.InstanceTold(fact.Key, fact.Epoch, true, provisional, fact.Values) { At = fact.At });
        StartIfNone(fact.At);
    }

    private void NotSeen(CallFact.CallListCompleted fact)
    {
        Instant? signOfLife = null;
        foreach (var slot in _state.Slots)
        {
            if (slot.Key.Bridge == fact.Bridge && slot.Instance.Epoch < fact.Epoch)
            {
                var heard = slot.Instance.HeardAt;
                signOfLife = signOfLife is { } other ? Instant.Max(other, heard) : heard;
                Emit(new CallChange.InstanceGone(slot.Key, Reasons.NotSeenAfterReconnect, signOfLife) { At = fact.At });
            }
        }

        if (signOfLife is not { } last || _state.Session is null)
        {
            return;
        }

        if (_state.Slots.IsEmpty)
        {
            Emit(new CallChange.SessionEnded(Reasons.NotSeenAfterReconnect) { At = last });
        }
        else if (_state.Slots.All(s => s.Instance.IsProvisional))
        {
            // None of the session's instances is there any more: what came meanwhile is another use of the same space.
            Emit(new CallChange.SessionEnded(Reasons.NotSeenAfterReconnect) { At = last });
            StartIfNone(_state.Slots.Min(s => s.Instance.AddedAt));
        }
    }

    private void PartState(Instant at, InstanceKey key, SlotPart part, Epoch epoch, string state)
    {
        if (_state.Find(key) is not { } slot)
        {
            return;
        }

        var (oldState, oldEpoch, stale) = part == SlotPart.CallInfo
            ? (slot.CallInfo?.State, slot.CallInfo?.Epoch, slot.CallInfo?.StaleSince is not null)
            : (slot.Roster?.State, slot.Roster?.Epoch, slot.Roster?.StaleSince is not null);
        if (oldEpoch is { } known && known > epoch)
        {
            return;
        }

        if (oldState != state || oldEpoch != epoch || (stale && state == SubscriptionWords.Active))
        {
            Emit(new CallChange.PartStateChanged(key, part, epoch, state) { At = at });
        }
    }

    private void CallInfo(Instant at, InstanceKey key, Epoch epoch, bool isWhole, ElementValues values)
    {
        if (_state.Find(key)?.CallInfo is not { IsLive: true } info || info.Epoch != epoch)
        {
            return;
        }

        var after = isWhole ? info.Values.Replace(values, at) : info.Values.Update(values, at);
        if (!ReferenceEquals(after, info.Values))
        {
            Emit(new CallChange.CallInfoTold(key, isWhole, isWhole ? values : Differing(info.Values, values)) { At = at });
        }
    }

    private void CallInfoWhole(CallFact.CallInfoWhole fact)
    {
        PartState(fact.At, fact.Key, SlotPart.CallInfo, fact.Epoch, fact.State);
        if (fact.Values is { } values)
        {
            CallInfo(fact.At, fact.Key, fact.Epoch, true, values);
        }
    }

    private void Roster(Instant at, InstanceKey key, Epoch epoch, ImmutableArray<ParticipantUpdate> updates)
    {
        if (LiveRoster(key, epoch) is not { } roster)
        {
            return;
        }

        // One message may speak of the same participant twice; then each entry is decided on what the one before it made.
        var different = ImmutableArray.CreateBuilder<ParticipantUpdate>(updates.Length);
        var spokenOf = updates.Length > 1 ? new HashSet<ParticipantId>() : null;
        foreach (var update in updates)
        {
            if (spokenOf?.Add(update.Participant) == false && different.Count > 0)
            {
                Emit(new CallChange.RosterTold(key, different.DrainToImmutable()) { At = at });
                roster = _state.Find(key)!.Roster!;
                spokenOf = [update.Participant];
            }

            if (RosterDiff.Of(roster, update, at) is { } told)
            {
                different.Add(told);
            }
        }

        if (different.Count > 0)
        {
            Emit(new CallChange.RosterTold(key, different.DrainToImmutable()) { At = at });
        }
    }

    private void RosterWhole(CallFact.RosterWhole fact)
    {
        PartState(fact.At, fact.Key, SlotPart.Roster, fact.Epoch, fact.State);
        if (LiveRoster(fact.Key, fact.Epoch) is not { } roster)
        {
            return;
        }

        Roster(fact.At, fact.Key, fact.Epoch, RosterDiff.Missing(roster, fact));
        Roster(fact.At, fact.Key, fact.Epoch, fact.Entries);
        if (fact.IsComplete && LiveRoster(fact.Key, fact.Epoch) is { IsComplete: false })
        {
            Emit(new CallChange.RosterCompleted(fact.Key) { At = fact.At });
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
        if (fresh)
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
        if (_state.Session is { AwaitingSince: { } since } session && at >= since + settings.HandoverTime)
        {
            Emit(new CallChange.SessionEnded(session.EndReason) { At = since });
        }
    }

    private Slot? Live(InstanceKey key, Epoch epoch) =>
        _state.Find(key) is { Instance.IsLive: true } slot && slot.Instance.Epoch == epoch ? slot : null;

    private RosterPart? LiveRoster(InstanceKey key, Epoch epoch) =>
        _state.Find(key)?.Roster is { IsLive: true } roster && roster.Epoch == epoch ? roster : null;

    private static bool HasPart(Slot slot, SlotPart part) => part == SlotPart.CallInfo ? slot.CallInfo is not null : slot.Roster is not null;

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
