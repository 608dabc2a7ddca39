using CmsOrchestrator.Model.Calls;
using CmsOrchestrator.Model.Planning;

namespace CmsOrchestrator.Model.Clusters;

// A call that was recovered has each of its rosters handed over, one after the other. The first that is complete must not say that
// those have left whom the next one lists: none counts as complete before the call has all of them.
public sealed partial class ClusterState
{
    private readonly HashSet<CallKey> _unsettled = [];

    /// <summary>Rosters that were asked for all they say, and have not answered.</summary>
    private readonly HashSet<PartKey> _awaited = [];

    private bool IsUnsettled(CallKey call) => _unsettled.Contains(call);

    // Those that wait for what is never going to come: its connection is lost, or its roster no longer wanted.
    private void SettleRecovered(Instant now)
    {
        foreach (var call in _unsettled)
        {
            SettleRecovered(now, call);
        }
    }

    private void SettleRecovered(Instant now, CallKey call)
    {
        if (!_unsettled.Contains(call) || IsAwaited(call))
        {
            return;
        }

        _unsettled.Remove(call);
        foreach (var instance in _directory.Of(call))
        {
            var part = new PartKey(instance, SlotPart.Roster);
            if (IsComplete(part) && _carriers.TryGetValue(part, out var carrier))
            {
                effects.Tell(call, new CallFact.RosterCompleted(now, instance, carrier.Epoch), null);
            }
        }
    }

    private bool IsAwaited(CallKey call) =>
        _handingOver.Any(call)
        || _directory.Of(call).Any(i => _awaited.Contains(new PartKey(i, SlotPart.Roster)));
}
