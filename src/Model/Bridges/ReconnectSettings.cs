namespace CmsOrchestrator.Model.Bridges;

/// <summary>The times that rule when a connection is opened again (api.md, "Configuration").</summary>
/// <param name="MinTime">The shortest pause before the next attempt.</param>
/// <param name="MaxTime">The longest, and the pause after a 401 or a refusal.</param>
/// <param name="HealthyTime">A connection that worked for this long ends the row of failures.</param>
public sealed record ReconnectSettings(TimeSpan MinTime, TimeSpan MaxTime, TimeSpan HealthyTime);
