namespace CmsOrchestrator.Model.Calls;

/// <param name="HandoverTime">How long a session without instances waits for one.</param>
public sealed record CallSettings(TimeSpan HandoverTime);
