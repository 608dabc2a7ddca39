using CmsOrchestrator.Actors.Databases;
using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Views;

namespace CmsOrchestrator.Actors.Feed;

/// <summary>The feed in a database.</summary>
public sealed class FeedStore : IFeedStore
{
    private readonly FeedDatabases _databases;
    private readonly TimeProvider _time;
    private readonly FeedCleaner _cleaner;

    private FeedStore(FeedDatabases databases, TimeProvider time)
    {
        (_databases, _time) = (databases, time);
        _cleaner = new FeedCleaner(Tables, Journal);
    }

    private FeedTables Tables => _databases.Tables;

    private JournalTables Journal => _databases.Journal;

    /// <summary>The feed in feed.db, beside the journal's and the snapshots' files (docs/adr/0002).</summary>
    /// <param name="files">Those of a <see cref="DataDirectory"/> that this process has open.</param>
    /// <param name="time">For the age of the feed's rows.</param>
    public static FeedStore Open(StorageFiles files, TimeProvider time) => new(FeedDatabases.Open(files), time);

    /// <summary>The feed in a PostgreSQL database, with the journal and the snapshots.</summary>
    public static FeedStore Open(PostgreSqlServer server, TimeProvider time) => new(FeedDatabases.Open(server), time);

    public FeedStart Start(Instant now)
    {
        _databases.Upgrade();
        return Tables.Database.Commit(() => new FeedStarter(Tables, Journal).Start(now));
    }

    public IReadOnlyList<Change> Append(IReadOnlyList<FeedEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        _cleaner.PayDebts();
        var now = Instant.Of(_time.GetUtcNow());
        return Tables.Database.Commit(() => Write(Accept(entries), now));
    }

    public bool Clean(Instant now, TimeSpan historyTime) => _cleaner.Clean(now, historyTime);

    public void Dispose() => _databases.Dispose();

    private List<FeedEntry> Accept(IReadOnlyList<FeedEntry> entries)
    {
        var accepted = new List<FeedEntry>(entries.Count);
        foreach (var entry in entries)
        {
            if (entry.PersistenceId is not null)
            {
                if (!IsNew(entry.PersistenceId, entry.Sequence))
                {
                    continue;
                }

                Tables.Progress.Set(entry);
            }

            accepted.Add(entry);
        }

        return accepted;
    }

    // Of an id that the feed does not know, either nothing came yet, or everything was deleted after its end, and this is the replay
    // of an aggregate that had read its rows before. What did not come yet is in the journal: nothing else is deleted from there.
    private bool IsNew(string persistenceId, long sequence) =>
        Tables.Progress.Of(persistenceId) is { } reached ? sequence > reached : !Journal.Exist || Journal.Has(persistenceId, sequence);

    private List<Change> Write(List<FeedEntry> entries, Instant now)
    {
        var count = entries.Sum(entry => entry.Publications.Count);
        var changes = new List<Change>(count);
        if (count == 0)
        {
            return changes;
        }

        var revision = Tables.Feed.Take(count);
        foreach (var entry in entries)
        {
            foreach (var publication in entry.Publications)
            {
                var body = Body.Write(publication);
                Tables.Feed.Insert(revision, now, publication, body);
                Tables.Live.Apply(entry.PersistenceId, publication, body);
                Tables.History.Apply(revision, publication, body);
                Tables.Timeline.Apply(revision, publication);
                changes.Add(new Change(revision++, publication) { Body = body });
            }
        }

        return changes;
    }
}
