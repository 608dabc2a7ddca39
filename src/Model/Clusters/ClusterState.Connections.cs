using CmsOrchestrator.Model.Calls;
using CmsOrchestrator.Model.Planning;

namespace CmsOrchestrator.Model.Clusters;

// The connections of bridges: which live, and what becomes of what a lost one fed.
public sealed partial class ClusterState
{
    public void ConnectionOpened(CallBridgeName bridge, Epoch epoch)
    {
        if (_bridges.TryGetValue(bridge, out var entry))
        {
            entry.LiveEpochs.Add(epoch);
        }
    }

    /// <summary>Whoever kept the bridge's connections is gone, and they with it.</summary>
    public void SupervisorStopped(Instant now, CallBridgeName bridge)
    {
        if (_bridges.TryGetValue(bridge, out var entry))
        {
            foreach (var epoch in entry.LiveEpochs.ToList())
            {
                ConnectionLost(now, bridge, epoch);
            }

            // Its successor knows nothing of what was wanted.
            entry.Wanted = [];
            NeedsPlan = true;
        }
    }

    /// <summary>How many subscriptions a bridge has room for at present, its call list aside.</summary>
    public void RoomChanged(CallBridgeName bridge, int room)
    {
        if (_bridges.TryGetValue(bridge, out var entry) && entry.Room != room)
        {
            entry.Room = room;
            NeedsPlan = true;
        }
    }

    /// <summary>What that connection fed is stale from now on, and no fact of its epoch counts any more.</summary>
    public void ConnectionLost(Instant now, CallBridgeName bridge, Epoch epoch)
    {
        if (!_bridges.TryGetValue(bridge, out var entry) || !entry.LiveEpochs.Remove(epoch))
        {
            return;
        }

        CarryOutRemovals((instance, end) =>
            instance.Bridge == bridge && (end.Epoch == epoch || IsCarriedBy(epoch, new PartKey(instance, SlotPart.Roster))));
        if (entry.ListEpoch == epoch)
        {
            LoseList(now, entry);
        }

        TellAll(bridge, new CallFact.ConnectionLost(now, bridge, epoch));
        foreach (var instance in _directory.Of(bridge))
        {
            if (_directory.Find(instance) is { } known && known.Epoch == epoch)
            {
                known.IsLive = false;
            }
        }

        LosePlanned(now, bridge, epoch);
        foreach (var instance in _handingOver.RemoveAll(bridge).Where(i => _directory.Find(i) is not null))
        {
            // Its list does not answer any more; its roster may well live, on another connection.
            _owed.Add(instance);
            HandOverParts(instance);
        }

        NeedsPlan = true;
    }

    private static void LoseList(Instant now, BridgeEntry entry)
    {
        entry.ListEpoch = null;
        entry.IsListComplete = false;
        entry.AwaySince = now;
    }
}
