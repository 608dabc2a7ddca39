using System.Collections.Immutable;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Model.Calls;

/// <summary>What becomes of the parts of slots: opened, deactivated, stale, dropped.</summary>
internal static class PartFold
{
    public static CallState StateChanged(CallState state, CallChange.PartStateChanged change, FoldLog? log)
    {
        if (state.Find(change.Key) is not { } slot)
        {
            return state;
        }

        if (change.Part == SlotPart.CallInfo)
        {
            return state.With(slot with { CallInfo = CallInfo(slot.CallInfo, change) });
        }

        state = Testimony.Outlast(state, slot, change.At).With(slot with { Roster = Roster(slot.Roster, change) });
        return PresenceFold.All(state, change.At, Reasons.NotSeenAfterReconnect, log);
    }

    public static CallState Dropped(CallState state, CallChange.PartDropped change, FoldLog? log)
    {
        if (state.Find(change.Key) is not { } slot)
        {
            return state;
        }

        return change.Part == SlotPart.CallInfo
            ? state.With(slot with { CallInfo = null })
            : PresenceFold.All(Testimony.Keep(state, slot, change.At).With(slot with { Roster = null }), change.At, Reasons.NotObserved, log);
    }

    public static CallState WentStale(CallState state, CallChange.WentStale change, FoldLog? log)
    {
        var isStart = change.Bridge is null;
        var until = isStart ? Testimony.Start : change.At;
        state = isStart ? Testimony.Past(state) with { Session = state.Session?.Until(change.At) } : state;
        foreach (var slot in state.Slots.Where(s => IsOf(s, change) && s.Roster is { } roster && Fed(roster.Epoch, change)))
        {
            state = Testimony.Outlast(state, slot, until);
        }

        foreach (var slot in state.Slots.Where(s => IsOf(s, change)))
        {
            state = state.With(slot with
            {
                Instance = slot.Instance.IsLive && Fed(slot.Instance.Epoch, change)
                    ? slot.Instance with { StaleSince = change.At, HeardAt = Heard(slot.Instance, change) }
                    : slot.Instance,
                CallInfo = slot.CallInfo is { } info && Fed(info.Epoch, change)
                    ? info with { State = PartStates.None, StaleSince = info.StaleSince ?? change.At }
                    : slot.CallInfo,
                Roster = slot.Roster is { } roster && Fed(roster.Epoch, change)
                    ? roster.Ended(until) with { State = PartStates.None, StaleSince = roster.StaleSince ?? until }
                    : slot.Roster,
            });
        }

        return PresenceFold.All(state, change.At, Reasons.NotSeenAfterReconnect, log);
    }

    private static bool IsOf(Slot slot, CallChange.WentStale change) => change.Bridge is not { } bridge || slot.Key.Bridge == bridge;

    private static bool Fed(Epoch epoch, CallChange.WentStale change) => change.Epoch is not { } lost || lost == epoch;

    // A connection that breaks was alive until then; a process that starts does not know what happened while it was away.
    private static Instant Heard(InstancePart instance, CallChange.WentStale change) =>
        change.Bridge is null ? instance.HeardAt : Instant.Max(instance.HeardAt, change.At);

    private static CallInfoPart CallInfo(CallInfoPart? old, CallChange.PartStateChanged change)
    {
        old ??= new CallInfoPart(PartStates.None, change.Epoch, null, StampedValues.Empty);
        return old with { State = change.State, Epoch = change.Epoch, StaleSince = StaleSince(old.State, old.StaleSince, change) };
    }

    private static RosterPart Roster(RosterPart? old, CallChange.PartStateChanged change)
    {
        old ??= new RosterPart(PartStates.None, change.Epoch, null, false, ImmutableDictionary<ParticipantId, RosterEntry>.Empty);
        var until = old.StaleSince ?? change.At;
        return old.Ended(until) with
        {
            State = change.State,
            Epoch = change.Epoch,
            StaleSince = StaleSince(old.State, old.StaleSince, change),
            Entries = change.State is SubscriptionWords.Deactivated or PartStates.None || old.State == PartStates.None
                ? Unconfirmed(old.Entries, default(Epoch), until)
                : change.Epoch != old.Epoch ? Unconfirmed(old.Entries, null, until) : old.Entries,
        };
    }

    // Another index announces everything anew; that of the same connection does so under the same epoch. A call that was recovered may
    // have missed that it is another one.
    private static ImmutableDictionary<ParticipantId, RosterEntry> Unconfirmed(
        ImmutableDictionary<ParticipantId, RosterEntry> entries, Epoch? epoch, Instant until)
    {
        var builder = entries.ToBuilder();
        foreach (var (participant, entry) in entries)
        {
            builder[participant] = entry with { Epoch = epoch ?? entry.Epoch, ToldUntil = entry.ToldUntil ?? until };
        }

        return builder.ToImmutable();
    }

    private static Instant? StaleSince(string oldState, Instant? oldSince, CallChange.PartStateChanged change) =>
        change.State == SubscriptionWords.Active ? null : oldState == SubscriptionWords.Active ? oldSince ?? change.At : oldSince;
}

/// <summary>A part's state where no subscription says one.</summary>
public static class PartStates
{
    public const string None = "none";
}
