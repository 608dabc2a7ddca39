using CmsOrchestrator.Api.Clusters;
using CmsOrchestrator.Api.Paging;

namespace CmsOrchestrator.Api.Stats;

/// <summary>The totals of <c>/stats</c> (api.md), live.</summary>
/// <param name="Watchers">Readers of the change stream.</param>
internal sealed record ServiceStats(
    long Revision, string Version, long UptimeSeconds, int Clusters, int CallBridges, CallTotals Calls, long Participants, int Watchers)
{
    public static ServiceStats Of(Revision revision, string version, TimeSpan uptime) => new(
        revision.Number,
        version,
        (long)uptime.TotalSeconds,
        ClusterTally.Of(revision).Count(),
        revision.Model.CallBridges.Count,
        CallTotals.Of(revision.Model),
        revision.Model.ParticipantCount,
        Watchers: 0);
}
