using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Model.Calls;

/// <summary>What rosters tell.</summary>
internal static class RosterFold
{
    public static CallState Told(CallState state, CallChange.RosterTold change, FoldLog? log)
    {
        if (state.Find(change.Key) is not { Roster: { } roster } slot)
        {
            return state;
        }

        var entries = roster.Entries.ToBuilder();
        List<RecentLeave>? left = null;
        foreach (var update in change.Updates)
        {
            switch (update.Type)
            {
                case UpdateType.Remove:
                    if (entries.Remove(update.Participant, out var gone) && roster.Tells(gone))
                    {
                        (left ??= []).Add(new RecentLeave(update.Participant, change.At, change.Key));
                    }

                    break;
                default:
                    // Compared with what an older epoch said, too: a value that is repeated after a reconnection has not changed.
                    var old = entries.TryGetValue(update.Participant, out var entry) ? entry.Values : StampedValues.Empty;
                    entries[update.Participant] = new RosterEntry(
                        roster.Epoch,
                        update.Type == UpdateType.Add ? old.Replace(update.Elements, change.At) : old.Update(update.Elements, change.At));
                    break;
            }
        }

        state = state.With((slot with { Roster = roster with { Entries = entries.ToImmutable() } }).HeardOf(change.At));
        state = left is null ? state : state with { Leaves = RecentLeaves.After(state.Leaves, left, change.At) };
        var trusted = state.HasLiveCompleteRoster;
        foreach (var update in change.Updates)
        {
            state = PresenceFold.One(state, change.Key, update, trusted, change.At, log);
        }

        return state;
    }

    public static CallState Completed(CallState state, CallChange.RosterCompleted change, FoldLog? log)
    {
        if (state.Find(change.Key) is not { Roster: { } roster } slot)
        {
            return state;
        }

        var entries = roster.Entries;
        foreach (var (participant, entry) in entries)
        {
            if (entry.Epoch != roster.Epoch)
            {
                entries = entries.Remove(participant);
            }
        }

        state = state.With(slot with { Roster = roster with { IsComplete = true, Entries = entries } });
        return PresenceFold.All(state, change.At, Reasons.NotSeenAfterReconnect, log);
    }
}
