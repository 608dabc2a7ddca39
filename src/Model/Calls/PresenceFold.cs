using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Model.Calls;

/// <summary>Keeps who is present in step with the slots.</summary>
internal static class PresenceFold
{
    /// <summary>Everybody whom the call or one of its rosters lists.</summary>
    public static CallState All(CallState state, Instant at, string? reason, FoldLog? log)
    {
        if (log is not null)
        {
            log.TouchedAll = true;
        }

        var trusted = state.HasLiveCompleteRoster;
        var before = state.Present;
        var present = before.ToBuilder();
        var orphans = state.Orphans;
        if (trusted || state.Slots.IsEmpty)
        {
            state = state with { Orphans = null };
        }

        foreach (var slot in state.Slots)
        {
            foreach (var participant in slot.Roster?.Entries.Keys ?? [])
            {
                if (!before.ContainsKey(participant) && !present.ContainsKey(participant) && IsPresent(state, participant, trusted))
                {
                    present.Add(participant, state.Leaving?.TryGetValue(participant, out var told) == true ? told with { JoinedAt = at } : new Presence(at, null));
                    log?.Joined.Add(participant);
                }
            }
        }

        foreach (var (participant, presence) in before)
        {
            if (!IsPresent(state, participant, trusted))
            {
                present.Remove(participant);
                log?.Left.Add((participant, presence.ToldReason ?? (trusted && orphans?.Entries.ContainsKey(participant) == true ? orphans.Reason : reason)));
            }
        }

        return state with { Present = present.ToImmutable() };
    }

    /// <summary>One participant, after an entry of that roster.</summary>
    public static CallState One(CallState state, InstanceKey roster, ParticipantUpdate update, bool trusted, Instant at, FoldLog? log)
    {
        var participant = update.Participant;
        var was = state.Present.TryGetValue(participant, out var presence);
        if (IsPresent(state, participant, trusted))
        {
            if (!was)
            {
                log?.Joined.Add(participant);
                return state with { Present = state.Present.Add(participant, new Presence(at, null)) };
            }

            log?.Touched.Add(participant);
            var after = Told(presence, roster, update);
            return after == presence ? state : state with { Present = state.Present.SetItem(participant, after) };
        }

        if (!was)
        {
            return state;
        }

        log?.Left.Add((participant, presence.ToldReason ?? update.Reason));
        return state with { Present = state.Present.Remove(participant) };
    }

    // The reason of a leave stays until no roster lists the participant, or the one that told it lists it again.
    private static Presence Told(Presence presence, InstanceKey roster, ParticipantUpdate update) =>
        update.Type != UpdateType.Remove
            ? presence.ToldBy == roster ? presence with { ToldReason = null, ToldBy = null } : presence
            : update.Reason is { } reason && presence.ToldReason is null ? presence with { ToldReason = reason, ToldBy = roster } : presence;

    private static bool IsPresent(CallState state, ParticipantId participant, bool trusted)
    {
        if (state.Session is null)
        {
            return false;
        }

        var listed = state.Orphans?.Entries.GetValueOrDefault(participant)?.ToldUntil;
        Instant? missed = null;
        foreach (var slot in state.Slots)
        {
            if (slot.Roster is not { } roster)
            {
                continue;
            }

            if (!roster.Entries.TryGetValue(participant, out var entry))
            {
                missed = roster.CompleteUntil is { } complete ? Instant.Max(complete, missed ?? complete) : missed;
            }
            else if (roster.Tells(entry))
            {
                return true;
            }
            else
            {
                var told = roster.ToldUntil(entry);
                listed = Instant.Max(told, listed ?? told);
            }
        }

        // Of stale rosters the later word counts: who had left by then does not come back when that one is lost, too.
        return !trusted && listed is { } until && until >= (missed ?? until);
    }
}
