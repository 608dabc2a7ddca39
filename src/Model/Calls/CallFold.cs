using System.Collections.Immutable;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Model.Calls;

/// <summary>Applies changes to a call's state. Pure: the same state and change give the same state, on every node, at every time.</summary>
public static class CallFold
{
    /// <summary>The state after one event.</summary>
    public static CallState Apply(CallState state, CallChanged changed)
    {
        ArgumentNullException.ThrowIfNull(changed);
        foreach (var change in changed.Changes)
        {
            state = Apply(state, change, log: null);
        }

        return state;
    }

    /// <summary>The state after one change.</summary>
    public static CallState Apply(CallState state, CallChange change) => Apply(state, change, log: null);

    internal static CallState Apply(CallState state, CallChange change, FoldLog? log)
    {
        ArgumentNullException.ThrowIfNull(state);
        return change switch
        {
            CallChange.SessionStarted c => Started(state, c, log),
            CallChange.SessionEnded c => Ended(state, c, log),
            CallChange.InstanceTold c => InstanceTold(state, c),
            CallChange.InstanceGone c => InstanceGone(state, c, log),
            CallChange.CallInfoTold c => CallInfoTold(state, c),
            CallChange.RosterTold c => RosterFold.Told(state, c, log),
            CallChange.RosterCompleted c => RosterFold.Completed(state, c, log),
            CallChange.PartStateChanged c => PartFold.StateChanged(state, c, log),
            CallChange.PartDropped c => PartFold.Dropped(state, c, log),
            CallChange.WentStale c => PartFold.WentStale(state, c, log),
            CallChange.DegradedChanged c => DegradedChanged(state, c, log),
            _ => throw new ArgumentOutOfRangeException(nameof(change), change, "a change that nobody knows how to apply"),
        };
    }

    private static CallState Started(CallState state, CallChange.SessionStarted change, FoldLog? log)
    {
        var session = new Session(change.Id, change.At, "", ElementValue.None, null, null);
        return PresenceFold.All(Remember(state with { Session = session }), change.At, reason: null, log) with { Leaving = null };
    }

    private static CallState Ended(CallState state, CallChange.SessionEnded change, FoldLog? log)
    {
        // Where another session follows and none of its rosters is in, they may well be in that one.
        var reason = state.Slots.IsEmpty || state.HasLiveCompleteRoster ? change.Reason : Reasons.NotObserved;
        foreach (var participant in state.Present)
        {
            log?.Left.Add((participant.Key, participant.Value.ToldReason ?? reason));
        }

        // What is left may make up one session or, again, several.
        var slots = state.Slots;
        for (var i = 0; i < slots.Length; i++)
        {
            var before = state.Slots.Where(s => s.Instance.AddedAt < state.Slots[i].Instance.AddedAt).ToList();
            var provisional = before.Count > 0 && before.TrueForAll(s => s.Instance.StaleSince <= state.Slots[i].Instance.AddedAt);
            slots = slots.SetItem(i, slots[i] with { Instance = slots[i].Instance with { IsProvisional = provisional } });
        }

        var leaving = state.Present.Where(p => p.Value.ToldBy is not null).ToImmutableDictionary();
        return CallState.None with
        {
            Slots = slots,
            IsDegraded = state.IsDegraded && !slots.IsEmpty,
            Leaving = slots.IsEmpty || leaving.IsEmpty ? null : leaving,
        };
    }

    private static CallState InstanceTold(CallState state, CallChange.InstanceTold change)
    {
        var slot = state.Find(change.Key);
        var old = slot?.Instance;
        var values = old?.Values ?? StampedValues.Empty;
        var instance = new InstancePart(
            change.Epoch,
            StaleSince: null,
            change.IsWhole ? values.Replace(change.Values, change.At) : values.Update(change.Values, change.At),
            old?.AddedAt ?? change.Since ?? change.At,
            change.At,
            old is null ? change.IsProvisional : old.IsProvisional);
        state = state.With(slot is null ? new Slot(change.Key, instance, null, null) : slot with { Instance = instance });
        if (change.IsWhole && !instance.IsProvisional)
        {
            // An instance that the session had before is there again: it is the same session, and what came meanwhile belongs to it.
            state = Confirm(state);
        }

        return Remember(state.Session is { AwaitingSince: not null } session
            ? state with { Session = session with { AwaitingSince = null, EndReason = null, EndedBy = null } }
            : state);
    }

    private static CallState InstanceGone(CallState state, CallChange.InstanceGone change, FoldLog? log)
    {
        if (state.Find(change.Key) is not { } slot)
        {
            return state;
        }

        state = Testimony.Keep(state, slot, change.At).Without(change.Key);
        if (change.Reason != Reasons.Merged && GoesOn(state, change) && !state.IsDegraded && !state.HasLiveCompleteRoster)
        {
            state = Testimony.Orphan(state, slot, change);
        }

        if (state.Session is { } session)
        {
            session = session with { GoneHeardAt = Instant.Max(session.GoneHeardAt, SignOfLife(slot, change)) };
            state = state.Slots.IsEmpty
                ? state with
                {
                    Session = session with
                    {
                        AwaitingSince = change.SignOfLife is null ? change.At : session.GoneHeardAt,
                        EndReason = change.Reason,
                        EndedBy = change.Key.Bridge,
                    },
                    IsDegraded = false,
                }
                : state with { Session = session };
        }

        if (change.SignOfLife is null && state.Slots.All(s => s.Instance.IsProvisional))
        {
            // Nobody can say any more that these are another session's; they go on with this one.
            state = Confirm(state);
        }

        return PresenceFold.All(state, change.At, LeaveReason(state, change), log);
    }

    private static bool GoesOn(CallState state, CallChange.InstanceGone change) =>
        change.SignOfLife is null ? !state.Slots.IsEmpty : state.Slots.Any(s => !s.Instance.IsProvisional);

    private static Instant SignOfLife(Slot slot, CallChange.InstanceGone change) =>
        change.SignOfLife ?? (change.Reason is Reasons.BridgeLost or Reasons.BridgeRemoved ? slot.Instance.HeardAt : change.At);

    // A bridge whose own participants have gone removes its call though the conference goes on elsewhere: whom its roster still
    // lists is hosted by another bridge, perhaps one that nobody can see. What came meanwhile may have them, too.
    private static string? LeaveReason(CallState state, CallChange.InstanceGone change) =>
        !state.HasLiveCompleteRoster && (!state.Slots.IsEmpty || change.Reason is null or Reasons.AllLeft) ? Reasons.NotObserved : change.Reason;

    private static CallState DegradedChanged(CallState state, CallChange.DegradedChanged change, FoldLog? log)
    {
        state = state with { IsDegraded = change.IsDegraded };
        return change.IsDegraded && state.Orphans is not null
            ? PresenceFold.All(state with { Orphans = null }, change.At, Reasons.NotObserved, log)
            : state;
    }

    private static CallState CallInfoTold(CallState state, CallChange.CallInfoTold change)
    {
        if (state.Find(change.Key) is not { CallInfo: { } info } slot)
        {
            return state;
        }

        var values = change.IsWhole ? info.Values.Replace(change.Values, change.At) : info.Values.Update(change.Values, change.At);
        return Remember(state.With((slot with { CallInfo = info with { Values = values } }).HeardOf(change.At)));
    }

    private static CallState Confirm(CallState state)
    {
        foreach (var slot in state.Slots)
        {
            if (slot.Instance.IsProvisional)
            {
                state = state.With(slot with { Instance = slot.Instance with { IsProvisional = false } });
            }
        }

        return state;
    }

    private static CallState Remember(CallState state)
    {
        if (state.Session is not { } session)
        {
            return state;
        }

        foreach (var slot in state.Slots)
        {
            session = Remember(session, slot.Instance.Values);
            session = slot.CallInfo is { } info ? Remember(session, info.Values) : session;
        }

        return ReferenceEquals(session, state.Session) ? state : state with { Session = session };
    }

    private static Session Remember(Session session, StampedValues values)
    {
        if (values[Element.Name] is { IsNone: false } name
            && IsLater(values.TimeOf(Element.Name), name.ToString(), session.NameAt, session.Name))
        {
            session = session with { Name = name.ToString(), NameAt = values.TimeOf(Element.Name) };
        }

        if (values[Element.CallType] is { IsNone: false } type
            && IsLater(values.TimeOf(Element.CallType), type.ToString(), session.CallTypeAt, session.CallType.ToString()))
        {
            session = session with { CallType = type, CallTypeAt = values.TimeOf(Element.CallType) };
        }

        return session;
    }

    private static bool IsLater(Instant time, string text, Instant knownTime, string known) =>
        known.Length == 0 || time > knownTime || (time == knownTime && string.CompareOrdinal(text, known) < 0);
}
