using System.Collections.Immutable;
using CmsOrchestrator.Model.Calls;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Model.Clusters;

/// <summary>
/// What a CMS cluster decides: which call each instance belongs to, whose facts still count, when a snapshot is in, which bridge is
/// lost, and who is asked for what (design.md, "Actors" and "Merging"). Deterministic: time arrives as a value, what is to be done
/// goes to <see cref="IClusterEffects"/>. Not safe for threads; one owner.
/// </summary>
public sealed partial class ClusterState(ClusterSettings settings, IClusterEffects effects)
{
    private readonly Dictionary<CallBridgeName, BridgeEntry> _bridges = [];
    private readonly InstanceDirectory _directory = new();

    /// <summary>Something changed that the plan depends on.</summary>
    public bool NeedsPlan { get; private set; }

    /// <summary>No bridge is configured and no instance is left.</summary>
    public bool IsEmpty => _bridges.Count == 0 && !_directory.Calls.Any();

    public bool HasInstances(CallKey call) => _directory.HasInstances(call);

    public void BridgeConfigured(Instant now, CallBridgeName bridge) => _bridges.TryAdd(bridge, new BridgeEntry(now));

    /// <summary>The bridge left the configuration: its slots are gone at once.</summary>
    public void BridgeRemoved(Instant now, CallBridgeName bridge)
    {
        CarryOutRemovals((instance, _) => instance.Bridge == bridge);
        _bridges.Remove(bridge);
        NeedsPlan = true;
        _handingOver.RemoveAll(bridge);
        TellAll(bridge, new CallFact.BridgeRemoved(now, bridge));
        foreach (var instance in _directory.Of(bridge))
        {
            Forget(instance);
        }
    }

    /// <summary>The state of a bridge's <c>calls</c> subscription.</summary>
    public void CallListState(Instant now, CallBridgeName bridge, Epoch epoch, string state)
    {
        if (!IsLive(bridge, epoch, out var entry))
        {
            return;
        }

        if (state == SubscriptionWords.Active)
        {
            entry.IsListComplete &= entry.ListEpoch == epoch;
            entry.ListEpoch = epoch;
            entry.AwaySince = null;
            NeedsPlan = true;
        }
        else if (entry.ListEpoch == epoch)
        {
            LoseList(now, entry);
        }
    }

    /// <summary>One <c>callListUpdate</c>; each of its entries is confirmed to its origin once.</summary>
    public void CallListTold(Instant now, CallBridgeName bridge, Epoch epoch, ImmutableArray<CallUpdate> updates, object? origin)
    {
        var live = IsLive(bridge, epoch, out _);
        foreach (var update in updates)
        {
            if (!live || !Told(now, new InstanceKey(bridge, update.Call), epoch, update, origin))
            {
                effects.Confirm(origin, weight: 1);
            }
        }
    }

    /// <summary>The snapshot of a bridge's call list is in: what it did not repeat is gone.</summary>
    public void CallListCompleted(Instant now, CallBridgeName bridge, Epoch epoch)
    {
        if (!IsLive(bridge, epoch, out var entry) || entry.ListEpoch != epoch || entry.IsListComplete)
        {
            return;
        }

        entry.IsListComplete = true;
        AskAgain(bridge);
        foreach (var call in _directory.CallsOn(bridge))
        {
            TellCompleted(now, bridge, call, epoch);
        }

        NeedsPlan = true;
    }

    /// <summary>Bridges that stay away longer than their loss time lose their slots.</summary>
    public void Tick(Instant now)
    {
        CarryOutRemovals((_, removal) => now - removal.At >= LastWordsTime);
        foreach (var (bridge, entry) in _bridges)
        {
            if (entry.AwaySince is { } since && now - since >= settings.BridgeLossTime && _directory.Of(bridge) is { Count: > 0 } instances)
            {
                TellAll(bridge, new CallFact.BridgeLost(now, bridge));
                foreach (var instance in instances)
                {
                    Forget(instance);
                }
            }
        }

        NeedsPlan |= PlanIsDue(now);
        SettleRecovered(now);
    }

    private bool Told(Instant now, InstanceKey instance, Epoch epoch, CallUpdate update, object? origin)
    {
        var known = _directory.Find(instance);
        switch (update.Type)
        {
            case UpdateType.Add when known is not null || HasRoom(now, instance.Bridge):
                Added(now, instance, epoch, update.Elements, known, origin);
                return true;
            case UpdateType.Update when known is { IsLive: true } && known.Epoch == epoch:
                Updated(now, instance, epoch, update.Elements, known, origin);
                return true;
            case UpdateType.Remove when known is not null && (known.Epoch <= epoch || !known.IsLive):
                Remove(now, instance, epoch, update.Reason, origin);
                return true;
            default:
                return false;
        }
    }

    private void Added(Instant now, InstanceKey instance, Epoch epoch, ElementValues told, InstanceEntry? known, object? origin)
    {
        CancelRemoval(instance);
        var call = _directory.Resolve(instance, told);
        var moves = known is not null && known.Call != call;
        if (moves)
        {
            effects.Tell(known!.Call, new CallFact.InstanceMoved(now, instance), null);
        }

        _directory.Put(instance, call, epoch, isLive: true).Learn(told, isWhole: true);
        if (moves)
        {
            ForgetIfEmpty(known!.Call);
            HoldBack(instance);
        }

        effects.Tell(call, new CallFact.InstanceAdded(now, instance, epoch, told), origin);
        if (_owed.Remove(instance) || _handingOver.Remove(instance, call) || moves)
        {
            HandOverRest(now, instance, call);
        }

        NeedsPlan = true;
    }

    private void Updated(Instant now, InstanceKey instance, Epoch epoch, ElementValues told, InstanceEntry known, object? origin)
    {
        var call = _directory.Resolve(instance, told);
        if (call == known.Call)
        {
            known.Learn(told, isWhole: false);
            effects.Tell(call, new CallFact.InstanceUpdated(now, instance, epoch, told), origin);
            return;
        }

        GoOver(now, instance, known, call, origin);
        HandOver(instance, call);
    }

    // The correlator came late: the instance goes over, with all that its subscriptions say.
    private void GoOver(Instant now, InstanceKey instance, InstanceEntry known, CallKey call, object? origin)
    {
        effects.Tell(known.Call, new CallFact.InstanceMoved(now, instance), origin);
        _directory.Put(instance, call, known.Epoch, known.IsLive).Learn(
            ElementValues.Of((Element.Participants, ElementValue.Of(known.Participants))), isWhole: true);
        ForgetIfEmpty(known.Call);
        HoldBack(instance);
        NeedsPlan = true;
    }

    private void TellAll(CallBridgeName bridge, CallFact fact)
    {
        foreach (var call in _directory.CallsOn(bridge))
        {
            effects.Tell(call, fact, null);
        }
    }

    private bool IsLive(CallBridgeName bridge, Epoch epoch, out BridgeEntry entry) =>
        _bridges.TryGetValue(bridge, out entry!) && entry.LiveEpochs.Contains(epoch);
}
