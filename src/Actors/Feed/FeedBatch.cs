using Akka.Actor;
using Akka.Event;
using CmsOrchestrator.Model;

namespace CmsOrchestrator.Actors.Feed;

/// <summary>An entry, or what somebody asks for when all before it is appended.</summary>
internal readonly record struct FeedItem(FeedEntry? Entry, object? Request, IActorRef From);

/// <summary>What is appended at once, and who waits for it.</summary>
internal sealed class FeedBatch(IReadOnlyList<FeedItem> items)
{
    public static FeedBatch Empty { get; } = new([]);

    public IReadOnlyList<FeedEntry> Entries { get; } = [.. items.Select(item => item.Entry).OfType<FeedEntry>()];

    /// <summary>Tells that it is in the feed, and notes how far each aggregate has come. What was not appended is not told.</summary>
    public void TellReached(FeedProgress progress, IReadOnlySet<ClusterName> lost)
    {
        var reached = new Dictionary<IActorRef, long>();
        foreach (var (entry, request, from) in items)
        {
            if (entry is { PersistenceId: not null } && !IsLost(entry, lost))
            {
                progress.Note(entry);
                reached[from] = entry.Sequence;
            }
            else if (request is Flush flush)
            {
                from.Tell(new Flushed(flush.Tag));
            }
        }

        foreach (var (from, sequence) in reached)
        {
            from.Tell(new FeedReached(sequence));
        }
    }

    /// <summary>Tells whoever listens which clusters have another owner.</summary>
    public void TellLost(EventStream events, IReadOnlySet<ClusterName> lost)
    {
        foreach (var owner in Entries.Where(entry => IsLost(entry, lost)).GroupBy(entry => entry.Cluster!.Value, entry => entry.Term))
        {
            events.Publish(new OwnershipLost(owner.Key, owner.Max()));
        }
    }

    private static bool IsLost(FeedEntry entry, IReadOnlySet<ClusterName> lost) =>
        lost.Count > 0 && entry.Cluster is { } cluster && lost.Contains(cluster);
}
