using CmsOrchestrator.Model.Calls;
using CmsOrchestrator.Model.Planning;

namespace CmsOrchestrator.Model.Clusters;

// What a bridge may make a cluster remember, however often it comes back with other calls and other people before anything is settled.
public sealed partial class ClusterState
{
    /// <summary>A roster has more than its bridge may bring in. It is given up, another host is asked, and this one again after a while.</summary>
    public void RosterBeyond(Instant now, InstanceKey instance, Epoch epoch)
    {
        var part = new PartKey(instance, SlotPart.Roster);
        if (IsLive(instance.Bridge, epoch, out _) && IsWanted(part))
        {
            _assignments[part] = _assignments[part].GrowTooLarge(now, settings.Planner);
            GiveUp(now, part);
            NeedsPlan = true;
        }
    }

    /// <summary>Makes room for one more instance of that bridge: beyond twice its limit, what no connection of it tells any more is lost.</summary>
    private bool HasRoom(Instant now, CallBridgeName bridge)
    {
        var limit = 2L * settings.MaxCallsPerBridge;
        if (_directory.CountOn(bridge) >= limit)
        {
            LoseWhatIsStale(now, bridge, _bridges[bridge]);
        }

        return _directory.CountOn(bridge) < limit;
    }

    // Likewise for those whom its rosters list.
    private void Remember(CallFact.RosterTold told)
    {
        var entry = _bridges[told.Key.Bridge];
        if (!IsComplete(new PartKey(told.Key, SlotPart.Roster)))
        {
            entry.Rosters.Told(told.Key.Call, told.Updates);
            if (entry.Rosters.Count > 2L * settings.MaxParticipantsPerBridge)
            {
                LoseWhatIsStale(told.At, told.Key.Bridge, entry);
            }
        }
    }

    private void LoseWhatIsStale(Instant now, CallBridgeName bridge, BridgeEntry entry)
    {
        TellAll(bridge, new CallFact.BridgeLost(now, bridge));
        foreach (var instance in _directory.Of(bridge).Where(i => _directory.Find(i) is { IsLive: false }))
        {
            Forget(instance);
        }

        entry.Rosters.Clear();
    }
}
