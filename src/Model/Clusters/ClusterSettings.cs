using CmsOrchestrator.Model.Planning;

namespace CmsOrchestrator.Model.Clusters;

/// <param name="BridgeLossTime">A bridge that stays away for longer loses its slots.</param>
public sealed record ClusterSettings(TimeSpan BridgeLossTime, PlannerSettings Planner)
{
    /// <summary>The most calls that a bridge's list may have.</summary>
    public int MaxCallsPerBridge { get; init; } = 10_000;

    /// <summary>The most entries that all its rosters may have.</summary>
    public int MaxParticipantsPerBridge { get; init; } = 50_000;
}
