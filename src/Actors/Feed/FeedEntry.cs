using System.Diagnostics;
using CmsOrchestrator.Model.Views;

namespace CmsOrchestrator.Actors.Feed;

/// <summary>What one event publishes, on its way to the feed.</summary>
/// <param name="PersistenceId">Whose event; null for what is not journaled (Call Bridges).</param>
/// <param name="Sequence">The event's sequence number. The feed takes each number once, in order.</param>
/// <param name="IsEnd">After this event the aggregate knows nothing any more: its rows may be deleted.</param>
public sealed record FeedEntry(string? PersistenceId, long Sequence, bool IsEnd, IReadOnlyList<Publication> Publications)
{
    /// <summary>The span in which it was persisted.</summary>
    public ActivityContext Trace { get; init; }
}
