using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Views;

namespace CmsOrchestrator.Actors.Feed;

/// <summary>What an append did.</summary>
/// <param name="Changes">What was appended, under its revisions, which follow each other.</param>
/// <param name="Lost">Clusters that another process has taken over: nothing of them was appended.</param>
public sealed record FeedAppend(IReadOnlyList<Change> Changes, IReadOnlySet<ClusterName> Lost);
