using System.Collections.Immutable;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Model.Calls;

/// <summary>What a roster leaves behind that goes, or goes stale: others know less than it did.</summary>
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

        state = Outlast(state, going, at);
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
    /// The state in which other rosters' stale entries are older than that moment, in which this roster ends: if it was live and complete,
    /// it outlasted them, though they went stale within the same millisecond.
    /// </summary>
    public static CallState Outlast(CallState state, Slot ending, Instant at)
    {
        if (ending.Roster is not { IsLive: true, IsComplete: true })
        {
            return state;
        }

        foreach (var slot in state.Slots)
        {
            if (slot.Key != ending.Key && slot.Roster is { } roster)
            {
                var older = roster.Entries.SetItems(roster.Entries
                    .Where(e => !roster.Tells(e.Value) && roster.ToldUntil(e.Value) == at)
                    .Select(e => new KeyValuePair<ParticipantId, RosterEntry>(e.Key, e.Value with { ToldUntil = new Instant(at.Milliseconds - 1) })));
                state = ReferenceEquals(older, roster.Entries) ? state : state.With(slot with { Roster = roster with { Entries = older } });
            }
        }

        return state;
    }

    /// <summary>
    /// The state in which all that is stale has been so since before <see cref="Start"/>, in the same order: whatever a call is told after
    /// its recovery is later, though the clock was set back, and though what waited for the recovery was told before it.
    /// </summary>
    public static CallState Past(CallState state)
    {
        var times = Times(state).Distinct().Order().ToList();
        Instant? Earlier(Instant? time) => time is { } known ? new Instant(times.BinarySearch(known) - times.Count) : null;
        ImmutableDictionary<ParticipantId, RosterEntry> AllEarlier(ImmutableDictionary<ParticipantId, RosterEntry> entries) =>
            entries.SetItems(entries.Where(e => e.Value.ToldUntil is not null)
                .Select(e => new KeyValuePair<ParticipantId, RosterEntry>(e.Key, e.Value with { ToldUntil = Earlier(e.Value.ToldUntil) })));
        foreach (var slot in state.Slots)
        {
            state = slot.Roster is not { } roster ? state : state.With(slot with
            {
                Roster = roster with
                {
                    StaleSince = Earlier(roster.StaleSince),
                    CompleteUntil = Earlier(roster.CompleteUntil),
                    Entries = AllEarlier(roster.Entries),
                },
            });
        }

        return state.Orphans is { } orphans ? state with { Orphans = orphans with { Entries = AllEarlier(orphans.Entries) } } : state;
    }

    /// <summary>Since when the rosters are stale that a start or a recovery made stale: no clock tells so early a time.</summary>
    public static Instant Start => default;

    /// <summary>Whether something is stale since a time that a clock told.</summary>
    public static bool HasTimes(CallState state) => Times(state).Any(time => time > Start);

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

    private static IEnumerable<Instant> Times(CallState state) =>
        state.Slots.Select(s => s.Roster).OfType<RosterPart>()
            .SelectMany(r => r.Entries.Values.Select(e => e.ToldUntil).Append(r.StaleSince).Append(r.CompleteUntil))
            .Concat(state.Orphans?.Entries.Values.Select(e => e.ToldUntil) ?? [])
            .OfType<Instant>();
}
