using CmsOrchestrator.Model.Calls;
using CmsOrchestrator.Model.Planning;
using CmsOrchestrator.Model.Subscriptions;

namespace CmsOrchestrator.Model.Clusters;

// Aggregates that come and go: what they missed is handed over to them.
public sealed partial class ClusterState
{
    private readonly PendingHandOvers _handingOver = new();

    /// <summary>Instances whose parts an aggregate has missed, and takes only once it is told of the instance.</summary>
    private readonly HashSet<InstanceKey> _owed = [];

    /// <summary>
    /// An aggregate has recovered, at a start or after a failure, with these slots. What its bridges say now is handed over to it;
    /// what they have no more, it is told: first what is there, so that it knows what the session goes on with.
    /// </summary>
    public void AggregateRecovered(Instant now, CallKey call, IEnumerable<Slot> slots)
    {
        ArgumentNullException.ThrowIfNull(slots);
        var recovered = slots.ToDictionary(s => s.Key);
        _unsettled.Add(call);
        foreach (var instance in _directory.Of(call))
        {
            if (_directory.Find(instance)!.IsLive)
            {
                HandOver(instance, call);
            }
            else if (recovered.ContainsKey(instance))
            {
                // Its list is away; its roster may well live, on another connection.
                HandOverParts(instance);
            }
            else
            {
                _owed.Add(instance);
            }
        }

        foreach (var slot in recovered.Values)
        {
            Recovered(now, call, slot);
        }

        foreach (var bridge in recovered.Keys.Select(k => k.Bridge).Distinct())
        {
            CompleteRecovered(now, bridge, call);
        }

        effects.Tell(call, new CallFact.Degraded(now, _degraded.Contains(call)), null);
        SettleRecovered(now, call);
        NeedsPlan = true;
    }

    /// <summary>All that the <c>calls</c> subscription says of an instance, for that call.</summary>
    /// <param name="listed">Null where the list does not have it.</param>
    /// <param name="removal">How it went, where that is remembered.</param>
    public void InstanceHandedOver(Instant now, InstanceKey instance, Epoch epoch, CallKey call, ListedCall? listed, CallRemoval? removal)
    {
        if (!IsLive(instance.Bridge, epoch, out _))
        {
            return;
        }

        _handingOver.Remove(instance, call);
        if (listed is null)
        {
            if (_directory.Find(instance) is { IsLive: false })
            {
                Forget(instance);
            }

            effects.Tell(call, new CallFact.InstanceRemoved(removal?.At ?? now, instance, epoch, removal?.Reason), null);
        }
        else if (_directory.Find(instance)?.Call != call)
        {
            effects.Tell(call, new CallFact.InstanceMoved(now, instance), null);
        }
        else
        {
            effects.Tell(call, new CallFact.InstanceAdded(now, instance, epoch, listed.Values) { Since = listed.Since }, null);
            HandOverRest(now, instance, call);
        }

        CompleteRecovered(now, instance.Bridge, call);
        SettleRecovered(now, call);
    }

    /// <summary>All that a roster says.</summary>
    public void RosterHandedOver(CallFact.RosterWhole whole)
    {
        ArgumentNullException.ThrowIfNull(whole);
        var part = new PartKey(whole.Key, SlotPart.Roster);
        _awaited.Remove(part);
        if (_directory.Find(whole.Key) is not { } known)
        {
            return;
        }

        if (IsCarriedBy(whole.Epoch, part))
        {
            if (_heldBack.Remove(part))
            {
                Complete(whole.At, part);
                NeedsPlan = true;
            }

            effects.Tell(known.Call, whole with { IsComplete = IsComplete(part) && !IsUnsettled(known.Call) }, null);
        }

        SettleRecovered(whole.At, known.Call);
    }

    private void Recovered(Instant now, CallKey call, Slot slot)
    {
        var bridge = slot.Key.Bridge;
        if (!_bridges.TryGetValue(bridge, out var entry))
        {
            effects.Tell(call, new CallFact.BridgeRemoved(now, bridge), null);
            return;
        }

        switch (_directory.Find(slot.Key))
        {
            case { } standIn when standIn.Call.Correlator is null && call.Correlator is not null:
                // Both wrote that they have it before the process ended; its correlator does not change any more.
                GoOver(now, slot.Key, standIn, call, null);
                if (standIn.IsLive)
                {
                    HandOver(slot.Key, call);
                }
                else
                {
                    HandOverParts(slot.Key);
                    Leave(slot);
                }

                break;
            case { } known when known.Call != call:
                effects.Tell(call, new CallFact.InstanceMoved(now, slot.Key), null);
                break;
            case { IsLive: true }:
                Leave(slot);
                break;
            case null when entry.IsListComplete || entry.ListEpoch == slot.Instance.Epoch:
                // It went while the aggregate was away; the list may know when, and why.
                _directory.Put(slot.Key, call, slot.Instance.Epoch, isLive: false);
                HandOver(slot.Key, call);
                break;
            default:
                _directory.Put(slot.Key, call, slot.Instance.Epoch, isLive: false);
                Leave(slot);
                break;
        }
    }

    private void HandOver(InstanceKey instance, CallKey call)
    {
        _handingOver.Add(instance, call);
        effects.HandOverInstance(instance, call);
    }

    // What the call could not be told of the instance before it had it.
    private void HandOverRest(Instant now, InstanceKey instance, CallKey call)
    {
        if (_degraded.Contains(call))
        {
            effects.Tell(call, new CallFact.Degraded(now, true), null);
        }

        HandOverParts(instance);
    }

    // What no connection has said anything of yet, it is going to say to the call anyway.
    private void HandOverParts(InstanceKey instance)
    {
        foreach (var part in PlannedPartsOf(instance).Where(_carriers.ContainsKey))
        {
            HandOver(part);
        }
    }

    private void HandOver(PartKey part)
    {
        _awaited.Add(part);
        effects.HandOverPart(part);
    }

    // What went longer ago than a list remembers, it says nothing of before it is complete.
    private void AskAgain(CallBridgeName bridge)
    {
        foreach (var (instance, call) in _handingOver.Of(bridge).Where(p => _directory.Find(p.Instance) is { IsLive: false }))
        {
            effects.HandOverInstance(instance, call);
        }
    }

    private void CompleteRecovered(Instant now, CallBridgeName bridge, CallKey call)
    {
        if (_bridges.TryGetValue(bridge, out var entry) && entry is { IsListComplete: true, ListEpoch: { } epoch })
        {
            TellCompleted(now, bridge, call, epoch);
        }
    }

    // A call that still waits for what its bridge says of it would take for gone what is on its way. What is gone is remembered until
    // the call is told: the list's connection may be lost before it answers.
    private void TellCompleted(Instant now, CallBridgeName bridge, CallKey call, Epoch epoch)
    {
        if (_handingOver.Any(call, bridge))
        {
            return;
        }

        var instances = _directory.Of(call).Where(i => i.Bridge == bridge).ToLookup(i => _directory.Find(i) is { IsLive: true } known && known.Epoch == epoch);
        effects.Tell(call, new CallFact.CallListCompleted(now, bridge, epoch, [.. instances[true].Select(i => i.Call)]), null);
        foreach (var gone in instances[false])
        {
            Forget(gone);
        }
    }

    private void Leave(Slot slot)
    {
        foreach (var part in (ReadOnlySpan<SlotPart>)[SlotPart.Roster, SlotPart.CallInfo])
        {
            var key = new PartKey(slot.Key, part);
            var isThere = part == SlotPart.Roster ? slot.Roster is not null : slot.CallInfo is not null;
            if (isThere && !(_carriers.TryGetValue(key, out var carrier) && carrier.IsActive))
            {
                _leftovers.Add(key);
            }
        }
    }
}
