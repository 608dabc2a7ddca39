using System.Diagnostics;
using Akka.Actor;
using CmsOrchestrator.Actors.Calls;
using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Views;

namespace CmsOrchestrator.Actors.Feed;

/// <summary>What one event publishes, on its way to the feed.</summary>
/// <param name="PersistenceId">Whose event; null for what is not journaled (Call Bridges).</param>
/// <param name="Sequence">The event's sequence number. The feed takes each number once, in order.</param>
/// <param name="IsEnd">After this event the aggregate knows nothing any more: its rows may be deleted.</param>
public sealed record FeedEntry(string? PersistenceId, long Sequence, bool IsEnd, IReadOnlyList<Publication> Publications)
    : INoSerializationVerificationNeeded
{
    /// <summary>The span in which it was persisted.</summary>
    public ActivityContext Trace { get; init; }

    /// <summary>
    /// The term of ownership of its cluster under which it was published. Where another node has taken the cluster over since, it is
    /// not appended any more. 0 where nobody has to own anything.
    /// </summary>
    public long Term { get; init; }

    /// <summary>Whose entry; null where neither the publications nor the persistence id tell.</summary>
    public ClusterName? Cluster => Publications is [{ Cluster: var cluster }, ..]
        ? cluster
        : PersistenceId is { } id ? CallPersistenceId.Parse(id)?.Cluster : null;
}
