namespace CmsOrchestrator.Load.Traffic;

/// <summary>How fast traffic goes.</summary>
/// <param name="Rate">Changes of rosters a second; null for as fast as the bounds allow.</param>
/// <param name="Window">Messages that one connection may have unacknowledged.</param>
/// <param name="Unseen">Changes that may be told and not shown; null where nobody shows them.</param>
internal sealed record Pace(double? Rate, int Window, int? Unseen);
