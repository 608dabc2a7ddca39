using CmsOrchestrator.Model.Calls;
using CmsOrchestrator.Model.Planning;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Model.Clusters;

// Which connection carries a part.
public sealed partial class ClusterState
{
    private readonly Dictionary<PartKey, Carrier> _carriers = [];

    private void PartReported(Instant now, PartKey part, Epoch epoch, string state)
    {
        var assignment = _assignments[part];
        _heldBack.Remove(part);
        _awaited.Remove(part);
        var carrier = new Carrier(epoch, IsActive: state == SubscriptionWords.Active);
        switch (state)
        {
            case SubscriptionWords.Active:
                _carriers[part] = carrier;
                _leftovers.Remove(part);
                _assignments[part] = assignment.To(
                    part.Part == SlotPart.CallInfo ? AssignmentStage.Complete : AssignmentStage.Active, now);
                NeedsPlan |= part.Part == SlotPart.CallInfo;
                break;
            case SubscriptionWords.Deactivated:
                _carriers.Remove(part);
                _leftovers.Add(part);
                Spend(part);
                _assignments[part] = assignment.Fail(now, settings.Planner);
                NeedsPlan = true;
                break;
            default:
                // Where updates flowed before, what they told is stale until they flow again.
                _carriers[part] = carrier;
                _assignments[part] = assignment.Stage == AssignmentStage.Overdue ? assignment : assignment.To(AssignmentStage.Asked, now);
                break;
        }
    }

    // To the call what an older connection tells is old while a younger one feeds the part, and that one does so no more.
    private void LeaveYounger(Instant now, PartKey part, Epoch epoch, CallKey call)
    {
        if (_carriers.TryGetValue(part, out var before) && before.Epoch > epoch)
        {
            effects.Tell(call, new CallFact.PartState(now, part.Instance, part.Part, before.Epoch, PartStates.None), null);
        }
    }

    private bool IsCarriedBy(Epoch epoch, PartKey part) => _carriers.TryGetValue(part, out var carrier) && carrier.Epoch == epoch;

    private bool IsCarried(InstanceKey instance) => PlannedPartsOf(instance).Any(p => _carriers.TryGetValue(p, out var carrier) && carrier.IsActive);

    // What the connection carried is asked for again, on another one of the bridge or on its next: that is the supervisor's to do.
    private void LosePlanned(Instant now, CallBridgeName bridge, Epoch epoch)
    {
        foreach (var (part, carrier) in _carriers.Where(c => c.Value.Epoch == epoch && c.Key.Instance.Bridge == bridge).ToList())
        {
            _carriers.Remove(part);
            _heldBack.Remove(part);
            _awaited.Remove(part);
            _leftovers.Add(part);
            if (IsWanted(part))
            {
                _assignments[part] = Assignment.Asked(now, null);
            }
        }

        if (_bridges[bridge].LiveEpochs.Count == 0)
        {
            foreach (var part in _assignments.Keys.Where(p => p.Instance.Bridge == bridge && !IsWanted(p)).ToList())
            {
                _assignments.Remove(part);
            }
        }
    }

    /// <summary>The connection that has a planned subscription, and whether updates flow.</summary>
    private readonly record struct Carrier(Epoch Epoch, bool IsActive);
}
