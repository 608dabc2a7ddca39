using CmsOrchestrator.Api.Clusters;
using CmsOrchestrator.Api.Keys;
using CmsOrchestrator.Api.Paging;

namespace CmsOrchestrator.Api.Stats;

/// <summary>The totals of <c>/stats</c> (api.md), live: of what the scope sees.</summary>
/// <param name="Watchers">Readers of the change stream.</param>
internal sealed record ServiceStats(
    long Revision, string Version, long UptimeSeconds, int Clusters, int CallBridges, CallTotals Calls, long Participants, int Watchers)
{
    public static ServiceStats Of(Revision revision, Scope scope, string version, TimeSpan uptime, int watchers)
    {
        var clusters = ClusterTally.Of(revision, scope).ToList();
        return new ServiceStats(
            revision.Number,
            version,
            (long)uptime.TotalSeconds,
            clusters.Count,
            clusters.Sum(cluster => cluster.CallBridges.Total),
            CallTotals.Of(revision.Model, scope),
            clusters.Sum(cluster => cluster.Participants),
            watchers);
    }
}
