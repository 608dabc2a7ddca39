using CmsOrchestrator.Model.Calls;

namespace CmsOrchestrator.Model.Clusters;

// What a bridge may make a cluster remember, however often it comes back with other calls before its list is settled.
public sealed partial class ClusterState
{
    /// <summary>Makes room for one more instance of that bridge: beyond twice its limit, what no connection of it tells any more is lost.</summary>
    private bool HasRoom(Instant now, CallBridgeName bridge)
    {
        var limit = 2L * settings.MaxCallsPerBridge;
        if (_directory.CountOn(bridge) >= limit)
        {
            TellAll(bridge, new CallFact.BridgeLost(now, bridge));
            foreach (var instance in _directory.Of(bridge).Where(i => _directory.Find(i) is { IsLive: false }))
            {
                Forget(instance);
            }
        }

        return _directory.CountOn(bridge) < limit;
    }
}
