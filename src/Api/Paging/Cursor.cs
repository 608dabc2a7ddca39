namespace CmsOrchestrator.Api.Paging;

/// <summary>Where a walk goes on: in which revision, after how many items, of which query.</summary>
/// <param name="Offset">Of what is in memory.</param>
/// <param name="Row">Of history, the revision of the last row; 0 before the first.</param>
/// <param name="Total">Of lists that have history in them: counted once.</param>
/// <param name="Oldest">Likewise: what ended before that time, in milliseconds, is not in it.</param>
internal readonly record struct Cursor(long Revision, long Offset, long Query, long Row = 0, long Total = 0, long Oldest = 0);
