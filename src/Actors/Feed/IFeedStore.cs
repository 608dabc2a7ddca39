using CmsOrchestrator.Actors.Databases;
using CmsOrchestrator.Model.Views;

namespace CmsOrchestrator.Actors.Feed;

/// <summary>
/// The change feed's tables (design.md, "Durability and the read side"). One writer at a time; calls block, so they belong on a
/// thread of their own. Storage errors are thrown as <see cref="StorageException"/>, whose text names the file or server and the cause.
/// </summary>
public interface IFeedStore : IDisposable
{
    /// <summary>Makes or upgrades the tables and reads what a start needs. Once, before anything else.</summary>
    FeedStart Start(Model.Instant now);

    /// <summary>
    /// Appends in one transaction: the feed's rows under the next revisions, what is live, history, and the sequence numbers
    /// reached. Entries whose sequence number was reached before are skipped. Durable when it returns.
    /// </summary>
    IReadOnlyList<Change> Append(IReadOnlyList<FeedEntry> entries);

    /// <summary>
    /// Deletes, in one small step, what is too old: feed rows of more than ten minutes, history beyond <paramref name="historyTime"/>,
    /// journal rows and snapshots of aggregates that ended. Returns whether there may be more.
    /// </summary>
    bool Clean(Model.Instant now, TimeSpan historyTime);
}

/// <summary>What a start begins with.</summary>
/// <param name="ProcessStart">Unique and later than every one before, in milliseconds: the first half of this process' epochs.</param>
/// <param name="Revision">The last revision.</param>
/// <param name="Live">What is live at that revision, calls before their participants.</param>
/// <param name="Reached">The sequence number that the feed has reached, for each persistence id it knows.</param>
/// <param name="ToRecover">Every persistence id with a live call, and every one whose journal is ahead of the feed.</param>
public sealed record FeedStart(
    long ProcessStart, long Revision, IReadOnlyList<Publication> Live, IReadOnlyDictionary<string, long> Reached, IReadOnlyList<string> ToRecover);
