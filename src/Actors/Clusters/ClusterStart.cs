using CmsOrchestrator.Model;

namespace CmsOrchestrator.Actors.Clusters;

/// <summary>What the storage gives a node that begins to run a CMS cluster.</summary>
/// <param name="Term">Larger than that of every run before, on whichever node: the first half of this run's epochs.</param>
/// <param name="ToRecover">Its calls that are live, and those whose journal is ahead of the feed.</param>
public sealed record ClusterStart(long Term, IReadOnlyCollection<CallKey> ToRecover);
