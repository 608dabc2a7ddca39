using CmsOrchestrator.Model.Calls;

namespace CmsOrchestrator.Model.Planning;

/// <summary>
/// Decides which bridges carry each call's rosters and its call info: a roster from every host, one call info, as little change as
/// possible, never more than there is room for. When room is short, call info goes first, then second rosters, then the rosters of
/// the smallest calls (design.md, "Actors"). The best roster of a call is given up only after its replacement is complete. Pure; its
/// cost is that of sorting the calls.
/// </summary>
public static class Planner
{
    /// <summary>A budgeted roster changes hands only for a call at least this much larger.</summary>
    private const double WorthAChange = 1.5;

    public static Plan Plan(PlanInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var draft = new PlanDraft(input);
        var homeless = new SortedSet<PlannedCall>(input.Calls.Where(call => !draft.KeepRosters(call)), LargestFirst);
        homeless.UnionWith(draft.Shrink());
        while (homeless.Min is { } call)
        {
            homeless.Remove(call);
            if (draft.Place(call, SlotPart.Roster))
            {
                continue;
            }

            if (draft.TakeOver(call, WorthAChange, out var evicted))
            {
                homeless.UnionWith(evicted);
            }
            else if (draft.HasHostWithoutRoom(call))
            {
                draft.Degrade(call);
            }
        }

        foreach (var call in input.Calls.Where(call => draft.IsOverdue(call, SlotPart.Roster)))
        {
            _ = draft.Place(call, SlotPart.Roster) || draft.TakeSpare(call);
        }

        // Those that are there stay before others come: sizes change all the time.
        var bySize = input.Calls.Order(LargestFirst).ToList();
        foreach (var call in bySize.Where(call => call.Hosts.Count > 1 && !draft.Degraded.Contains(call.Key)))
        {
            draft.PlaceSeconds(call);
        }

        foreach (var call in bySize.Where(call => !draft.KeepCallInfo(call)).ToList())
        {
            draft.Place(call, SlotPart.CallInfo);
        }

        foreach (var call in bySize.Where(call => draft.IsOverdue(call, SlotPart.CallInfo)))
        {
            draft.Place(call, SlotPart.CallInfo);
        }

        return new Plan(draft.Wanted, draft.Degraded);
    }

    private static Comparer<PlannedCall> LargestFirst { get; } = Comparer<PlannedCall>.Create(static (a, b) =>
        b.Participants.CompareTo(a.Participants) is var size and not 0 ? size
        : a.Key.Id.CompareTo(b.Key.Id) is var id and not 0 ? id
        : a.Key.IsStandIn.CompareTo(b.Key.IsStandIn));
}
