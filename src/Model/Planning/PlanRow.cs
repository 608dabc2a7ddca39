using CmsOrchestrator.Model.Calls;

namespace CmsOrchestrator.Model.Planning;

/// <summary>One call in a plan in the making: of each of its hosts, how far the roster and the call info there are, and whether they are wanted.</summary>
internal sealed class PlanRow
{
    public PlanRow(PlannedCall call, PlanInput input, Dictionary<CallBridgeName, int> bridges)
    {
        Call = call;
        Bridges = new int[call.Hosts.Count];
        Rosters = new PlanPlace[call.Hosts.Count];
        Infos = new PlanPlace[call.Hosts.Count];
        for (var host = 0; host < Bridges.Length; host++)
        {
            Bridges[host] = bridges[call.Hosts[host].Bridge];
            Rosters[host] = new PlanPlace(input, new PartKey(call.Hosts[host], SlotPart.Roster));
            Infos[host] = new PlanPlace(input, new PartKey(call.Hosts[host], SlotPart.CallInfo));
        }
    }

    public PlannedCall Call { get; }

    public int[] Bridges { get; }

    public PlanPlace[] Rosters { get; }

    public PlanPlace[] Infos { get; }

    /// <summary>Its place among all calls, the largest first.</summary>
    public int Order { get; set; }

    /// <summary>It is still to be given a roster.</summary>
    public bool IsHomeless { get; set; }

    /// <summary>The largest first; of equals always the same one.</summary>
    public static Comparer<PlanRow> LargestFirst { get; } = Comparer<PlanRow>.Create(static (a, b) =>
        b.Call.Participants.CompareTo(a.Call.Participants) is var size and not 0 ? size
        : a.Call.Key.Id.CompareTo(b.Call.Key.Id) is var id and not 0 ? id
        : a.Call.Key.IsStandIn.CompareTo(b.Call.Key.IsStandIn));

    public static bool IsAnyWanted(PlanPlace[] places) => Array.Exists(places, p => p.IsWanted);

    /// <summary>Whether nothing but what is overdue is wanted: another host is to be asked as well.</summary>
    public static bool IsOverdue(PlanPlace[] places) => IsAnyWanted(places) && Array.TrueForAll(places, p => !p.IsWanted || p.Rank == PlanPlace.Overdue);

    /// <summary>Whether another roster of the call is at least as far: without this one nothing is missed but reasons of leaving.</summary>
    public bool IsSpare(int host)
    {
        for (var other = 0; other < Rosters.Length; other++)
        {
            if (other != host && Rosters[other].IsWanted && Rosters[other].Rank >= Rosters[host].Rank)
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>One part at one host.</summary>
internal struct PlanPlace
{
    public const int Overdue = 0;
    public const int Complete = 4;
    private const int New = 1;

    public PlanPlace(PlanInput input, PartKey part)
    {
        Rank = New;
        MayAsk = true;
        if (input.Assignments.TryGetValue(part, out var assignment))
        {
            WasWanted = assignment.IsWanted;
            MayAsk = assignment.IsWanted || assignment.RetryAt <= input.Now;
            IsTooLarge = assignment.IsTooLarge && !MayAsk;
            Rank = assignment.Stage switch
            {
                AssignmentStage.Overdue => Overdue,
                AssignmentStage.Asked => 2,
                AssignmentStage.Active => 3,
                AssignmentStage.Complete => Complete,
                _ => New,
            };
        }
    }

    /// <summary>How far it is; the farther, the more is lost with it.</summary>
    public int Rank { get; }

    /// <summary>The plan before this one has it.</summary>
    public bool WasWanted { get; }

    /// <summary>It has not failed lately.</summary>
    public bool MayAsk { get; }

    /// <summary>It has failed lately for having more than its bridge may bring in.</summary>
    public bool IsTooLarge { get; }

    public bool IsWanted { get; set; }
}
