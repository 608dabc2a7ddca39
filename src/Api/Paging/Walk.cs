namespace CmsOrchestrator.Api.Paging;

/// <summary>One page of a walk, asked for.</summary>
/// <param name="At">Where it goes on; null at its beginning.</param>
internal sealed record Walk(Revision Revision, long Query, int Limit, Cursor? At)
{
    public long Offset => At?.Offset ?? 0;

    /// <summary>The cursor of the next page.</summary>
    public Cursor Next(long offset, long row = 0, long total = 0, long oldest = 0) => new(Revision.Number, offset, Query, row, total, oldest);
}
