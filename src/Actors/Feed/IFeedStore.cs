using CmsOrchestrator.Actors.Databases;
using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Views;

namespace CmsOrchestrator.Actors.Feed;

/// <summary>
/// The change feed's tables (design.md, "Durability and the read side"). One caller at a time; calls block, so they belong on a
/// thread of their own. Storage errors are thrown as <see cref="StorageException"/>, whose text names the file or server and the cause.
/// </summary>
public interface IFeedStore : IDisposable
{
    /// <summary>Whether other processes may append, too.</summary>
    bool IsShared { get; }

    /// <summary>Makes or upgrades the tables and reads what a start needs. Once, before anything else.</summary>
    FeedStart Start(Instant now);

    /// <summary>
    /// Appends in one transaction: the feed's rows under the next revisions, what is live, history, and the sequence numbers
    /// reached. Entries whose sequence number was reached before are skipped, and so are those of a cluster that has a later owner.
    /// Durable when it returns. One that failed may have happened all the same: appending the same again is safe, but only
    /// <see cref="Read"/> tells what the first one wrote.
    /// </summary>
    FeedAppend Append(IReadOnlyList<FeedEntry> entries);

    /// <summary>
    /// The changes that follow a revision, whoever made them, at most so many; without a gap. Null where some of them are kept no
    /// longer: only <see cref="Restore"/> helps then.
    /// </summary>
    IReadOnlyList<Change>? Read(long after, int most);

    /// <summary>What is live, at one revision.</summary>
    ReadModel Restore();

    /// <summary>
    /// Makes this process the owner of a cluster, in a new term, and reads what its calls need to begin. From now on nothing is
    /// appended for it under an older term.
    /// </summary>
    ClusterTakeover TakeOver(ClusterName cluster);

    /// <summary>
    /// Deletes, in one small step, what is too old: feed rows of more than ten minutes, history beyond <paramref name="historyTime"/>,
    /// journal rows and snapshots of aggregates that ended. Returns whether there may be more. Where another process is at it, nothing.
    /// </summary>
    bool Clean(Instant now, TimeSpan historyTime);

    /// <summary>
    /// Where <see cref="IsShared"/>: calls <paramref name="heard"/> with the last revision soon after each append, whoever made it,
    /// from any thread, until it is cancelled or fails. May be called beside the others. What it misses is there to read.
    /// </summary>
    Task ListenAsync(Action<long> heard, CancellationToken stop);
}
