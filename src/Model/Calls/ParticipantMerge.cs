using System.Collections.Immutable;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Model.Calls;

/// <summary>One participant merged over the rosters that list it (design.md, "Merging").</summary>
internal readonly ref struct ParticipantMerge
{
    private readonly List<(RosterEntry Entry, bool IsLive)> _entries = [];

    public ParticipantMerge(CallState state, ParticipantId participant)
    {
        var seenBy = ImmutableArray.CreateBuilder<CallBridgeName>();
        foreach (var slot in state.Slots)
        {
            if (slot.Roster is { } roster && roster.Entries.TryGetValue(participant, out var entry))
            {
                _entries.Add((entry, roster.Tells(entry)));
                if (seenBy.Count == 0 || seenBy[^1] != slot.Key.Bridge)
                {
                    seenBy.Add(slot.Key.Bridge);
                }
            }
        }

        if (state.Orphans is { } orphans && orphans.Entries.TryGetValue(participant, out var orphan))
        {
            _entries.Add((orphan, false));
        }

        SeenBy = seenBy.DrainToImmutable();
    }

    public ImmutableArray<CallBridgeName> SeenBy { get; }

    public string Freshness
    {
        get
        {
            var live = _entries.Count(e => e.IsLive);
            return live == 0 ? Words.Stale : live == _entries.Count ? Words.Live : Words.Partial;
        }
    }

    /// <summary>The latest value among live rosters, among stale ones if no live one lists the participant.</summary>
    public ElementValue Value(Element element)
    {
        var best = default(Candidate);
        foreach (var (entry, isLive) in _entries)
        {
            best = best.Or(entry.Values, isLive, element);
        }

        return best.Value;
    }
}
