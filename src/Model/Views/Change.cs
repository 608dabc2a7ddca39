namespace CmsOrchestrator.Model.Views;

/// <summary>A publication under its revision: one sequence over everything, gap-free, in commit order.</summary>
public sealed record Change(long Revision, Publication Publication)
{
    /// <summary>The publication's object as JSON, written once: what the feed keeps and the change stream sends. JSON's null unless it is set.</summary>
    public string Body { get; init; } = "null";
}
