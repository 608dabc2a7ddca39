using CmsOrchestrator.Model.Planning;

namespace CmsOrchestrator.Model.Clusters;

/// <param name="BridgeLossTime">A bridge that stays away for longer loses its slots.</param>
public sealed record ClusterSettings(TimeSpan BridgeLossTime, PlannerSettings Planner);
