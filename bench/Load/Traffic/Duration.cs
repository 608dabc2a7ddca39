namespace CmsOrchestrator.Load.Traffic;

/// <summary>How long traffic goes on before it is measured, and how long it is measured.</summary>
internal sealed record Duration(TimeSpan WarmUp, TimeSpan Time);
