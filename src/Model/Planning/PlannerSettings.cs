namespace CmsOrchestrator.Model.Planning;

/// <param name="PendingTime">A subscription not active by then is asked for at another host, and there again under back-off.</param>
/// <param name="RetryMinTime">First pause before a host that failed is asked again.</param>
/// <param name="RetryMaxTime">Longest such pause.</param>
public sealed record PlannerSettings(TimeSpan PendingTime, TimeSpan RetryMinTime, TimeSpan RetryMaxTime);
