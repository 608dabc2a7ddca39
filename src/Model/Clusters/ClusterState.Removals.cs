using CmsOrchestrator.Model.Calls;
using CmsOrchestrator.Model.Planning;

namespace CmsOrchestrator.Model.Clusters;

// The list of calls and a roster are two subscriptions, on two connections perhaps: the end of an instance may overtake the last that
// its roster tells, and with it why its last participants left. So an end waits for its roster's.
public sealed partial class ClusterState
{
    /// <summary>Longest wait: a bridge need not say that it ends a roster.</summary>
    private static readonly TimeSpan LastWordsTime = TimeSpan.FromSeconds(1);

    private readonly Dictionary<InstanceKey, Removal> _removals = [];

    private void Remove(Instant now, InstanceKey instance, Epoch epoch, string? reason, object? origin)
    {
        CancelRemoval(instance);
        _removals.Add(instance, new Removal(now, epoch, reason, origin));
        if (!(_carriers.TryGetValue(new PartKey(instance, SlotPart.Roster), out var carrier) && carrier.IsActive))
        {
            CarryOutRemoval(instance);
        }
    }

    private void CarryOutRemoval(InstanceKey instance)
    {
        if (!_removals.Remove(instance, out var removal) || _directory.Find(instance) is not { } known)
        {
            effects.Confirm(removal.Origin, weight: 1);
            return;
        }

        Forget(instance);
        effects.Tell(known.Call, new CallFact.InstanceRemoved(removal.At, instance, removal.Epoch, removal.Reason), removal.Origin);
        if (_handingOver.Remove(instance, known.Call))
        {
            CompleteRecovered(removal.At, instance.Bridge, known.Call);
        }
    }

    private void CarryOutRemovals(Func<InstanceKey, Removal, bool> which)
    {
        foreach (var instance in _removals.Where(r => which(r.Key, r.Value)).Select(r => r.Key).ToList())
        {
            CarryOutRemoval(instance);
        }
    }

    // Announced again: it is there.
    private void CancelRemoval(InstanceKey instance)
    {
        if (_removals.Remove(instance, out var removal))
        {
            effects.Confirm(removal.Origin, weight: 1);
        }
    }

    /// <summary>An end that waits: when it was told, by which connection, why, and who waits for its confirmation.</summary>
    private readonly record struct Removal(Instant At, Epoch Epoch, string? Reason, object? Origin);
}
