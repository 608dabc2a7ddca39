using CmsOrchestrator.Model.Views;

namespace CmsOrchestrator.Actors.Feed;

/// <summary>What a start begins with.</summary>
/// <param name="ProcessStart">Unique over all nodes and later than every one before, in milliseconds: the first half of this process' epochs.</param>
/// <param name="Revision">The last revision.</param>
/// <param name="Live">What is live at that revision, calls before their participants.</param>
/// <param name="Reached">The sequence number that the feed has reached, for each persistence id it knows.</param>
/// <param name="ToRecover">Every persistence id with a live call, and every one whose journal is ahead of the feed.</param>
public sealed record FeedStart(
    long ProcessStart, long Revision, IReadOnlyList<Publication> Live, IReadOnlyDictionary<string, long> Reached, IReadOnlyList<string> ToRecover);
