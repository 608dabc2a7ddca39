using CmsOrchestrator.Model.Calls;
using CmsOrchestrator.Model.Planning;

namespace CmsOrchestrator.Model.Clusters;

// What is left of plans before.
public sealed partial class ClusterState
{
    private readonly HashSet<PartKey> _leftovers = [];

    // Not subscribed to any more: its content stays, stale, until something better is there.
    private void GiveUp(Instant now, PartKey part)
    {
        CarryOutRemovals((removed, _) => removed == part.Instance && part.Part == SlotPart.Roster);
        _leftovers.Add(part);
        _heldBack.Remove(part);
        _awaited.Remove(part);
        if (_carriers.Remove(part, out var carrier) && _directory.Find(part.Instance) is { } instance
            && !(instance.IsLive && IsReplaced(instance.Call, part.Part)))
        {
            effects.Tell(instance.Call, new CallFact.PartState(now, part.Instance, part.Part, carrier.Epoch, PartStates.None), null);
        }
    }

    // Content of a subscription that is no more stays, stale, until something better is there.
    private void DropLeftovers(Instant now)
    {
        foreach (var part in _leftovers.ToList())
        {
            if (_directory.Find(part.Instance) is not { } instance)
            {
                _leftovers.Remove(part);
            }
            else if (instance.IsLive && !IsWanted(part) && IsReplaced(instance.Call, part.Part))
            {
                _leftovers.Remove(part);
                effects.Tell(instance.Call, new CallFact.PartGivenUp(now, part.Instance, part.Part), null);
            }
        }
    }

    private bool IsReplaced(CallKey call, SlotPart part) =>
        _directory.Of(call).Any(i => IsComplete(new PartKey(i, part)))
        || (part == SlotPart.Roster
            ? _degraded.Contains(call)
            : !_directory.Of(call).Any(i => IsWanted(new PartKey(i, part))));
}
