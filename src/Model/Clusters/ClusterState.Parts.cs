using CmsOrchestrator.Model.Calls;
using CmsOrchestrator.Model.Planning;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Model.Clusters;

// The facts of rosters and call infos on their way to the calls that they belong to.
public sealed partial class ClusterState
{
    /// <summary>Rosters that are complete, and that their call has not been handed yet.</summary>
    private readonly HashSet<PartKey> _heldBack = [];

    /// <summary>The state of a roster's or a call info's subscription; confirmed to its origin once.</summary>
    public void PartState(Instant now, PartKey part, Epoch epoch, string state, object? origin = null)
    {
        if (!IsLive(part.Instance.Bridge, epoch, out _) || _directory.Find(part.Instance) is not { } instance || !IsWanted(part))
        {
            // What was given up, and crosses our request, would never be told to end.
            effects.Confirm(origin, weight: 1);
            return;
        }

        LeaveYounger(now, part, epoch, instance.Call);
        PartReported(now, part, epoch, state);
        effects.Tell(instance.Call, new CallFact.PartState(now, part.Instance, part.Part, epoch, state), origin);
        if (part.Part == SlotPart.Roster && state != SubscriptionWords.Active)
        {
            CarryOutRemovals((removed, _) => removed == part.Instance);
        }
    }

    /// <summary>A fact of a roster or a call info; confirmed to its origin once.</summary>
    public void PartTold(InstanceKey instance, Epoch epoch, CallFact fact, object? origin)
    {
        var isLate = fact is CallFact.CallInfoWhole && !IsCarriedBy(epoch, new PartKey(instance, SlotPart.CallInfo));
        if (!isLate && IsLive(instance.Bridge, epoch, out _) && _directory.Find(instance) is { } known)
        {
            effects.Tell(known.Call, fact, origin);
            if (fact is CallFact.RosterTold told)
            {
                Remember(told);
            }
        }
        else
        {
            effects.Confirm(origin, fact.Weight);
        }
    }

    /// <summary>
    /// No add came for the quiet time, or the longest time is over. A roster that told nobody while its instance reports
    /// participants waits for the longest time.
    /// </summary>
    public void RosterSettled(Instant now, InstanceKey instance, Epoch epoch, int count, bool isLimit)
    {
        var part = new PartKey(instance, SlotPart.Roster);
        if (!IsCarriedBy(epoch, part) || _directory.Find(instance) is not { } known || _heldBack.Contains(part)
            || (count == 0 && known.Participants > 0 && !isLimit) || !Complete(now, part))
        {
            return;
        }

        NeedsPlan = true;
        if (!IsUnsettled(known.Call))
        {
            effects.Tell(known.Call, new CallFact.RosterCompleted(now, instance, epoch), null);
        }
    }

    // The call that it goes over to does not have its roster yet: until then none is given up for it.
    private void HoldBack(InstanceKey instance)
    {
        var roster = new PartKey(instance, SlotPart.Roster);
        if (IsComplete(roster))
        {
            _assignments[roster] = _assignments[roster] with { Stage = AssignmentStage.Active };
            _heldBack.Add(roster);
        }
    }
}
