using CmsOrchestrator.Api.Keys;
using CmsOrchestrator.Api.Paging;
using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Views;

namespace CmsOrchestrator.Api.Clusters;

/// <summary>Adds up a revision by cluster, in one pass over its bridges and calls.</summary>
internal sealed class ClusterTally
{
    private CallBridgeTotals _bridges;
    private bool _leavesOutCalls;
    private int _calls;
    private long _participants;
    private int _degraded;

    /// <summary>Every cluster that is configured or that anything in the revision belongs to, and that the scope sees; by name.</summary>
    public static IEnumerable<ClusterSummary> Of(Revision revision, Scope scope)
    {
        var tallies = new SortedDictionary<string, ClusterTally>(StringComparer.Ordinal);
        foreach (var cluster in revision.ConfiguredClusters.Where(scope.Sees))
        {
            tallies.TryAdd(cluster.Value, new ClusterTally());
        }

        foreach (var bridge in revision.Model.CallBridges.Values.Where(bridge => scope.Sees(bridge.Cluster)))
        {
            TallyOf(tallies, bridge.Cluster).Add(bridge);
        }

        foreach (var call in revision.Model.Calls.Values.Where(call => scope.Sees(call.View.Cluster)))
        {
            TallyOf(tallies, call.View.Cluster).Add(call);
        }

        return tallies.Select(tally => tally.Value.Summary(new ClusterName(tally.Key)));
    }

    private static ClusterTally TallyOf(SortedDictionary<string, ClusterTally> tallies, ClusterName cluster)
    {
        if (!tallies.TryGetValue(cluster.Value, out var tally))
        {
            tallies[cluster.Value] = tally = new ClusterTally();
        }

        return tally;
    }

    private void Add(CallBridgeView bridge)
    {
        _bridges = new CallBridgeTotals(_bridges.Total + 1, _bridges.Connected + (bridge.State == CallBridgeStatus.Connected ? 1 : 0));
        _leavesOutCalls |= bridge.LeavesOutCalls;
    }

    private void Add(LiveCall call)
    {
        _calls++;
        _participants += call.Participants.Count;
        _degraded += call.View.Degraded ? 1 : 0;
    }

    private ClusterSummary Summary(ClusterName name) => new(
        name, _bridges, _calls, _participants, _degraded,
        _bridges.Connected == 0 ? "stale" : _bridges.Connected == _bridges.Total && !_leavesOutCalls ? "live" : "partial");
}
