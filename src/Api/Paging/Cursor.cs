namespace CmsOrchestrator.Api.Paging;

/// <summary>Where a walk goes on: in which revision, after how many items, of which query.</summary>
internal readonly record struct Cursor(long Revision, long Offset, long Query);
