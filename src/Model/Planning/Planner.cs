using CmsOrchestrator.Model.Calls;

namespace CmsOrchestrator.Model.Planning;

/// <summary>
/// Decides which bridges carry each call's roster and its call info: one of each per call, as little change as possible, never
/// more than there is room for. When room is short, call info goes first, then the rosters of the smallest calls (design.md,
/// "Actors"). A roster is given up only after its replacement is complete. Pure; its cost is that of sorting the calls.
/// </summary>
public static class Planner
{
    /// <summary>A budgeted roster changes hands only for a call at least this much larger.</summary>
    private const double WorthAChange = 1.5;

    public static Plan Plan(PlanInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var draft = new PlanDraft(input);
        var homeless = new List<PlannedCall>();
        foreach (var call in input.Calls)
        {
            if (!draft.Keep(call, SlotPart.Roster))
            {
                homeless.Add(call);
            }
        }

        draft.Shrink();
        homeless.AddRange(draft.Evicted);
        homeless.Sort(static (a, b) => BySize(b, a));
        foreach (var call in homeless)
        {
            if (!draft.Place(call, SlotPart.Roster) && !draft.TakeOver(call, WorthAChange) && draft.HasHostWithoutRoom(call))
            {
                draft.Degrade(call);
            }
        }

        draft.DegradeTheEvicted();
        foreach (var call in input.Calls.OrderByDescending(c => c.Participants).ThenBy(c => c.Key.Id))
        {
            if (!draft.Keep(call, SlotPart.CallInfo))
            {
                draft.Place(call, SlotPart.CallInfo);
            }
        }

        return new Plan(draft.Wanted, draft.Degraded);
    }

    internal static int BySize(PlannedCall a, PlannedCall b) =>
        a.Participants.CompareTo(b.Participants) is var order and not 0 ? order : a.Key.Id.CompareTo(b.Key.Id);
}
