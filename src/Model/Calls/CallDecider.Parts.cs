using System.Collections.Immutable;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Model.Calls;

/// <content>What facts change in a slot's call info and roster.</content>
public sealed partial class CallDecider
{
    private void PartState(Instant at, InstanceKey key, SlotPart part, Epoch epoch, string state)
    {
        if (_state.Find(key) is not { } slot)
        {
            return;
        }

        var (oldState, oldEpoch, staleSince) = part == SlotPart.CallInfo
            ? (slot.CallInfo?.State, slot.CallInfo?.Epoch, slot.CallInfo?.StaleSince)
            : (slot.Roster?.State, slot.Roster?.Epoch, slot.Roster?.StaleSince);
        var isFed = staleSince is null && oldState is not (PartStates.None or SubscriptionWords.Deactivated);
        if (oldEpoch is { } known && IsOld(epoch, known, isFed))
        {
            return;
        }

        if (oldState != state || oldEpoch != epoch || (staleSince is not null && state == SubscriptionWords.Active))
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
        Roster(fact.At, fact.Key, fact.Epoch, RosterDiff.Removed(fact));
        Roster(fact.At, fact.Key, fact.Epoch, ThoseWhoHaveNotLeft(fact));
        if (fact.IsComplete && LiveRoster(fact.Key, fact.Epoch) is { IsComplete: false })
        {
            Emit(new CallChange.RosterCompleted(fact.Key) { At = fact.At });
        }
    }

    private ImmutableArray<ParticipantUpdate> ThoseWhoHaveNotLeft(CallFact.RosterWhole fact)
    {
        var left = _state.Leaves?.At(fact.At)
            .Where(l => l.ToldBy != fact.Key && !_state.Present.ContainsKey(l.Participant)).Select(l => l.Participant).ToHashSet();
        return left is { Count: > 0 } ? fact.Entries.RemoveAll(e => left.Contains(e.Participant)) : fact.Entries;
    }

    // Of rosters that go on, those who wait for the fence. The reason is not to count where another roster knows better.
    private void Unlist(Instant at, CallBridgeName bridge)
    {
        foreach (var slot in _state.Slots)
        {
            if (slot.Key.Bridge == bridge && slot.Roster is { } roster
                && roster.Entries.Where(e => !roster.Tells(e.Value)).Select(e => e.Key).ToList() is { Count: > 0 } gone)
            {
                Emit(new CallChange.RosterTold(slot.Key, [.. gone.Select(p => new ParticipantUpdate(
                    p, UpdateType.Remove, ElementValues.Empty, IsListedBeside(slot, p) ? null : Reasons.BridgeLost))]) { At = at });
            }
        }
    }

    private bool IsListedBeside(Slot slot, ParticipantId participant) =>
        _state.Slots.Any(s => s.Key != slot.Key && s.Roster?.Entries.ContainsKey(participant) == true);

    private RosterPart? LiveRoster(InstanceKey key, Epoch epoch) =>
        _state.Find(key)?.Roster is { IsLive: true } roster && roster.Epoch == epoch ? roster : null;

    private static bool HasPart(Slot slot, SlotPart part) =>
        part == SlotPart.CallInfo ? slot.CallInfo is not null : slot.Roster is not null;
}
