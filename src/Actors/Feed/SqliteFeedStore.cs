using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Views;

namespace CmsOrchestrator.Actors.Feed;

/// <summary>The feed in SQLite: feed.db, beside the journal's and the snapshots' files (docs/adr/0002).</summary>
/// <param name="files">Those of a <see cref="DataDirectory"/> that this process has open.</param>
/// <param name="time">For the age of the feed's rows.</param>
public sealed class SqliteFeedStore(StorageFiles files, TimeProvider time) : IFeedStore
{
    private readonly JournalTables _journal = new(files);
    private FeedTables? _tables;

    private FeedTables Tables => _tables ?? throw new InvalidOperationException("Start comes first.");

    public FeedStart Start(Instant now)
    {
        _tables ??= FeedTables.Open(files.Feed);
        return Tables.File.Commit(() => new FeedStarter(Tables, _journal).Start(now));
    }

    public IReadOnlyList<Change> Append(IReadOnlyList<FeedEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        Cleaner.PayDebts();
        var now = Instant.Of(time.GetUtcNow());
        return Tables.File.Commit(() => Write(Accept(entries), now));
    }

    public bool Clean(Instant now, TimeSpan historyTime) => Cleaner.Clean(now, historyTime);

    public void Dispose()
    {
        _tables?.Dispose();
        _journal.Dispose();
    }

    private FeedCleaner Cleaner => field ??= new FeedCleaner(Tables, _journal);

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
        Tables.Progress.Of(persistenceId) is { } reached ? sequence > reached : !_journal.Exist || _journal.Has(persistenceId, sequence);

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
                changes.Add(new Change(revision++, publication));
            }
        }

        return changes;
    }
}
