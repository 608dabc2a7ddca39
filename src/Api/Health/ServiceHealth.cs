namespace CmsOrchestrator.Api.Health;

/// <summary>The body of a health check.</summary>
/// <param name="Status"><c>live</c>, <c>ready</c> or <c>notReady</c>.</param>
/// <param name="WaitsFor">What readiness waits for; null if for nothing.</param>
internal sealed record ServiceHealth(string Status, string? WaitsFor);
