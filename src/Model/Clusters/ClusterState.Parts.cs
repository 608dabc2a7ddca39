using CmsOrchestrator.Model.Calls;
using CmsOrchestrator.Model.Planning;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Model.Clusters;

// The facts of rosters and call infos on their way to the calls that they belong to, and the aggregates that come and go.
public sealed partial class ClusterState
{
    /// <summary>The state of a roster's or a call info's subscription.</summary>
    public void PartState(Instant now, PartKey part, Epoch epoch, string state)
    {
        if (!IsLive(part.Instance.Bridge, epoch, out _) || _directory.Find(part.Instance) is not { } instance)
        {
            return;
        }

        PartReported(now, part, epoch, state);
        effects.Tell(instance.Call, new CallFact.PartState(now, part.Instance, part.Part, epoch, state), null);
    }

    /// <summary>A fact of a roster or a call info; confirmed to its origin once.</summary>
    public void PartTold(InstanceKey instance, Epoch epoch, CallFact fact, object? origin)
    {
        if (IsLive(instance.Bridge, epoch, out _) && _directory.Find(instance) is { } known)
        {
            effects.Tell(known.Call, fact, origin);
        }
        else
        {
            effects.Confirm(origin);
        }
    }

    /// <summary>
    /// No add came for the quiet time, or the longest time is over. A roster that told nobody while its instance reports
    /// participants waits for the longest time.
    /// </summary>
    public void RosterSettled(Instant now, InstanceKey instance, Epoch epoch, int count, bool isLimit)
    {
        var part = new PartKey(instance, SlotPart.Roster);
        if (!IsLive(instance.Bridge, epoch, out _) || _directory.Find(instance) is not { } known
            || (count == 0 && known.Participants > 0 && !isLimit) || !Complete(now, part))
        {
            return;
        }

        effects.Tell(known.Call, new CallFact.RosterCompleted(now, instance, epoch), null);
        NeedsPlan = true;
    }

    /// <summary>
    /// An aggregate has recovered, at a start or after a failure, with these slots. What its bridges say now is handed over to it;
    /// what they have no more, it is told.
    /// </summary>
    public void AggregateRecovered(Instant now, CallKey call, IEnumerable<Slot> slots)
    {
        ArgumentNullException.ThrowIfNull(slots);
        var there = new HashSet<InstanceKey>();
        foreach (var slot in slots)
        {
            there.Add(slot.Key);
            Recovered(now, call, slot);
        }

        foreach (var instance in _directory.Of(call))
        {
            if (!there.Contains(instance) && _directory.Find(instance)!.IsLive)
            {
                effects.HandOverInstance(instance, call);
            }
        }

        effects.Tell(call, new CallFact.Degraded(now, _degraded.Contains(call)), null);
        NeedsPlan = true;
    }

    /// <summary>All that the <c>calls</c> subscription says of an instance, for that call; null where it does not have it.</summary>
    public void InstanceHandedOver(Instant now, InstanceKey instance, Epoch epoch, CallKey call, ElementValues? values, string? reason)
    {
        if (!IsLive(instance.Bridge, epoch, out _))
        {
            return;
        }

        if (values is null)
        {
            effects.Tell(call, new CallFact.InstanceRemoved(now, instance, epoch, reason), null);
            return;
        }

        if (_directory.Find(instance)?.Call != call)
        {
            effects.Tell(call, new CallFact.InstanceMoved(now, instance), null);
            return;
        }

        effects.Tell(call, new CallFact.InstanceAdded(now, instance, epoch, values), null);
        foreach (var part in PlannedPartsOf(instance))
        {
            effects.HandOverPart(part);
        }
    }

    /// <summary>All that a roster says.</summary>
    public void RosterHandedOver(CallFact.RosterWhole whole)
    {
        ArgumentNullException.ThrowIfNull(whole);
        if (IsLive(whole.Key.Bridge, whole.Epoch, out _) && _directory.Find(whole.Key) is { } known)
        {
            effects.Tell(known.Call, whole with { IsComplete = IsComplete(new PartKey(whole.Key, SlotPart.Roster)) }, null);
        }
    }

    private void Recovered(Instant now, CallKey call, Slot slot)
    {
        var bridge = slot.Key.Bridge;
        if (!_bridges.TryGetValue(bridge, out var entry))
        {
            effects.Tell(call, new CallFact.BridgeRemoved(now, bridge), null);
            return;
        }

        Leave(slot);
        switch (_directory.Find(slot.Key))
        {
            case { } known when known.Call != call:
                effects.Tell(call, new CallFact.InstanceMoved(now, slot.Key), null);
                break;
            case { IsLive: true }:
                effects.HandOverInstance(slot.Key, call);
                break;
            case null when entry.IsListComplete:
                // It went while the aggregate was away.
                effects.HandOverInstance(slot.Key, call);
                break;
            default:
                _directory.Put(slot.Key, call, slot.Instance.Epoch, isLive: false);
                break;
        }
    }

    private void Leave(Slot slot)
    {
        if (slot.Roster is not null && !_assignments.ContainsKey(new PartKey(slot.Key, SlotPart.Roster)))
        {
            _leftovers.Add(new PartKey(slot.Key, SlotPart.Roster));
        }

        if (slot.CallInfo is not null && !_assignments.ContainsKey(new PartKey(slot.Key, SlotPart.CallInfo)))
        {
            _leftovers.Add(new PartKey(slot.Key, SlotPart.CallInfo));
        }
    }
}
