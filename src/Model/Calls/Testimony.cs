using System.Collections.Immutable;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Model.Calls;

/// <summary>What a roster that goes leaves behind: the rosters that stay know less than it did.</summary>
internal static class Testimony
{
    /// <summary>More than any call has: instances that come with other people each time and go are not all kept for.</summary>
    private const int MostOrphans = 100_000;

    /// <summary>The state in which nobody is listed any more by a staler roster of whom this one knew that they had left.</summary>
    public static CallState Keep(CallState state, Slot going, Instant at)
    {
        if (going.Roster?.Ended(at) is not { CompleteUntil: { } until } gone)
        {
            return state;
        }

        foreach (var slot in state.Slots)
        {
            if (slot.Key != going.Key && slot.Roster is { } roster)
            {
                var stays = roster.Entries.RemoveRange(roster.Entries
                    .Where(e => !gone.Entries.ContainsKey(e.Key) && !roster.Tells(e.Value) && roster.ToldUntil(e.Value) < until)
                    .Select(e => e.Key));
                state = ReferenceEquals(stays, roster.Entries) ? state : state.With(slot with { Roster = roster with { Entries = stays } });
            }
        }

        return state;
    }

    /// <summary>
    /// The state in which all that is stale has been so since before that moment, in the same order: where the clock was set back between
    /// two processes, it was not.
    /// </summary>
    public static CallState Before(CallState state, Instant at)
    {
        var latest = Latest(state);
        if (latest < at)
        {
            return state;
        }

        var shift = latest - at + TimeSpan.FromMilliseconds(1);
        foreach (var slot in state.Slots)
        {
            state = slot.Roster is not { } roster ? state : state.With(slot with
            {
                Roster = roster with
                {
                    StaleSince = roster.StaleSince - shift,
                    CompleteUntil = roster.CompleteUntil - shift,
                    Entries = Earlier(roster.Entries, shift),
                },
            });
        }

        return state.Orphans is { } orphans ? state with { Orphans = orphans with { Entries = Earlier(orphans.Entries, shift) } } : state;
    }

    /// <summary>Whether something is stale only since after that moment: then the clock was set back.</summary>
    public static bool IsAhead(CallState state, Instant at) => Latest(state) > at;

    /// <summary>The state in which those whom the instance's roster lists are there until a roster settles it.</summary>
    public static CallState Orphan(CallState state, Slot going, CallChange.InstanceGone change)
    {
        if (going.Roster is not { Entries: { IsEmpty: false } entries } roster)
        {
            return state;
        }

        var reason = change.Reason is null or Reasons.AllLeft ? Reasons.NotObserved : change.Reason;
        var known = state.Orphans?.Entries ?? ImmutableDictionary<ParticipantId, RosterEntry>.Empty;
        return known.Count + entries.Count > MostOrphans ? state : state with
        {
            Orphans = new Orphans(reason, known.SetItems(entries.Select(e => new KeyValuePair<ParticipantId, RosterEntry>(
                e.Key, e.Value with { ToldUntil = roster.Tells(e.Value) ? change.At : roster.ToldUntil(e.Value) })))),
        };
    }

    private static Instant Latest(CallState state)
    {
        var latest = default(Instant);
        foreach (var slot in state.Slots)
        {
            latest = slot.Roster is { } roster
                ? Instant.Max(latest, Instant.Max(roster.CompleteUntil ?? default, roster.StaleSince ?? default))
                : latest;
        }

        return latest;
    }

    private static ImmutableDictionary<ParticipantId, RosterEntry> Earlier(ImmutableDictionary<ParticipantId, RosterEntry> entries, TimeSpan shift) =>
        entries.SetItems(entries.Where(e => e.Value.ToldUntil is not null)
            .Select(e => new KeyValuePair<ParticipantId, RosterEntry>(e.Key, e.Value with { ToldUntil = e.Value.ToldUntil - shift })));
}
