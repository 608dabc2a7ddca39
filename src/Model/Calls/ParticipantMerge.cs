using System.Collections.Immutable;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Model.Calls;

/// <summary>One participant merged over the rosters that list it (design.md, "Merging"); mostly that is one.</summary>
internal readonly ref struct ParticipantMerge
{
    private readonly (RosterEntry? Entry, bool IsLive) _first;
    private readonly List<(RosterEntry Entry, bool IsLive)>? _all;

    public ParticipantMerge(CallState state, ParticipantId participant)
    {
        var seenBy = ImmutableArray<CallBridgeName>.Empty;
        foreach (var slot in state.Slots)
        {
            if (slot.Roster is { } roster && roster.Entries.TryGetValue(participant, out var entry))
            {
                Add(entry, roster.Tells(entry), ref _first, ref _all);
                if (seenBy.IsEmpty || seenBy[^1] != slot.Key.Bridge)
                {
                    seenBy = seenBy.Add(slot.Key.Bridge);
                }
            }
        }

        if (state.Orphans is { } orphans && orphans.Entries.TryGetValue(participant, out var orphan))
        {
            Add(orphan, false, ref _first, ref _all);
        }

        SeenBy = seenBy;
    }

    public ImmutableArray<CallBridgeName> SeenBy { get; }

    public string Freshness
    {
        get
        {
            if (_all is null)
            {
                return _first.IsLive ? Words.Live : Words.Stale;
            }

            var live = _all.Count(e => e.IsLive);
            return live == 0 ? Words.Stale : live == _all.Count ? Words.Live : Words.Partial;
        }
    }

    /// <summary>The latest value among live rosters, among stale ones if no live one lists the participant.</summary>
    public ElementValue Value(Element element)
    {
        if (_all is null)
        {
            return _first.Entry is { } only ? only.Values[element] : default;
        }

        var best = default(Candidate);
        foreach (var (entry, isLive) in _all)
        {
            best = best.Or(entry.Values, isLive, element);
        }

        return best.Value;
    }

    private static void Add(
        RosterEntry entry, bool isLive, ref (RosterEntry? Entry, bool IsLive) first, ref List<(RosterEntry Entry, bool IsLive)>? all)
    {
        if (first.Entry is not { } before)
        {
            first = (entry, isLive);
            return;
        }

        all ??= [(before, first.IsLive)];
        all.Add((entry, isLive));
    }
}
