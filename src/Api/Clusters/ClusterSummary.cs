using CmsOrchestrator.Model;

namespace CmsOrchestrator.Api.Clusters;

/// <summary>A cluster as the API shows it (api.md, "A cluster").</summary>
/// <param name="Participants">The participants known, as <c>/participants</c> lists them.</param>
/// <param name="Degraded">How many of its calls are.</param>
/// <param name="Freshness"><c>live</c>: all bridges are connected and all their calls are followed, <c>stale</c>: none is connected, else <c>partial</c>.</param>
internal sealed record ClusterSummary(
    ClusterName Name, CallBridgeTotals CallBridges, int Calls, long Participants, int Degraded, string Freshness);

/// <summary>How many bridges the cluster has, and how many of them are connected.</summary>
internal readonly record struct CallBridgeTotals(int Total, int Connected);
