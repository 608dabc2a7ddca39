namespace CmsOrchestrator.Model.Planning;

/// <summary>
/// Decides which bridges carry each call's rosters and its call info: a roster of every host where there is room, at least one; one
/// call info; as little change as possible, and never more than there is room for. When room is short, call info goes first, then
/// second rosters, then the rosters of the smallest calls (design.md, "Actors"). A roster is given up for another call only while one
/// that is as far stays, or the call is much smaller. Pure; its cost is that of sorting the calls and the rosters.
/// </summary>
public static class Planner
{
    /// <summary>A budgeted roster changes hands only for a call at least this much larger.</summary>
    private const double WorthAChange = 1.5;

    public static Plan Plan(PlanInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var draft = new PlanDraft(input);
        GiveEachOne(draft);
        draft.EndEvictions();
        foreach (var row in draft.BySize)
        {
            draft.AddRosters(row);
        }

        // Those that are there stay before others come: sizes change all the time.
        foreach (var row in Array.FindAll(draft.BySize, row => !draft.KeepInfo(row) || PlanRow.IsOverdue(row.Infos)))
        {
            draft.PlaceInfo(row);
        }

        return draft.Build();
    }

    private static void GiveEachOne(PlanDraft draft)
    {
        foreach (var row in draft.Rows)
        {
            row.IsHomeless = !draft.KeepRosters(row);
        }

        draft.Shrink();
        foreach (var row in draft.Rows)
        {
            row.IsHomeless |= PlanRow.IsOverdue(row.Rosters);
        }

        // Who loses its roster to another is smaller, and so its turn is still to come.
        foreach (var row in draft.BySize)
        {
            if (!row.IsHomeless || draft.PlaceRoster(row))
            {
                continue;
            }

            // One whose roster is merely late takes nobody's only one.
            var isLate = PlanRow.IsAnyWanted(row.Rosters);
            if (!draft.TakeOver(row, isLate ? double.PositiveInfinity : WorthAChange) && !isLate)
            {
                draft.DegradeIfFull(row);
            }
        }
    }
}
