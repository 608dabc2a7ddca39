using CmsOrchestrator.Actors.Databases;
using CmsOrchestrator.Model;

namespace CmsOrchestrator.Actors.Feed;

/// <summary>What a start finds and puts right, before any aggregate of this process runs.</summary>
internal sealed class FeedStarter(FeedTables tables, JournalTables journal)
{
    public FeedStart Start(Instant now)
    {
        var processStart = tables.Database.Commit(() => Repair(now));
        return tables.Database.Read(() => Read(processStart));
    }

    private long Repair(Instant now)
    {
        tables.Feed.Lock();
        if (journal.Exist)
        {
            Finish();
        }

        return EpochStart(tables, now);
    }

    private FeedStart Read(long processStart)
    {
        var reached = tables.Progress.All();
        var last = journal.Last();
        if (journal.Exist)
        {
            Compare(last);
        }

        return new FeedStart(processStart, tables.Feed.Last, tables.Live.All(), reached, Ahead(tables.Live.Owners(), last, reached));
    }

    /// <summary>Whose events are to be recovered: of what is live, and of what the journal knows more of than the feed.</summary>
    public static IReadOnlyList<string> Ahead(IEnumerable<string> live, Dictionary<string, long> last, Dictionary<string, long> reached)
    {
        var ids = live.ToHashSet(StringComparer.Ordinal);
        ids.UnionWith(last.Where(row => row.Value > reached.GetValueOrDefault(row.Key)).Select(row => row.Key));
        return [.. ids.Order(StringComparer.Ordinal)];
    }

    // A crash between the deletion of an ended aggregate's journal rows and that of its progress: its next event has number 1 again.
    private void Finish()
    {
        foreach (var ended in tables.Progress.WithoutSnapshots())
        {
            if (journal.Last(ended.PersistenceId) < ended.Sequence)
            {
                tables.Progress.Forget(ended.PersistenceId);
            }
        }
    }

    // The journal is always written first. A feed that is ahead of it would skip what its calls write next.
    private void Compare(Dictionary<string, long> last)
    {
        foreach (var living in tables.Progress.Living())
        {
            var found = last.GetValueOrDefault(living.PersistenceId);
            if (found < living.Sequence)
            {
                throw new StorageException(
                    $"{tables.Database.Name} is ahead of the journal beside it ({living.PersistenceId}: {living.Sequence}, journal {found}): "
                    + "they are not of one moment. Restore all of them, or delete all of them.");
            }
        }
    }

    /// <summary>Later than all that were given before, to whichever process.</summary>
    public static long EpochStart(FeedTables tables, Instant now)
    {
        using var start = tables.Database.Once(
            "UPDATE process SET start = CASE WHEN start < $1 THEN $1 ELSE start + 1 END RETURNING start");
        return start.Number(now.Milliseconds)
            ?? throw new StorageException(tables.Database.Name + " is corrupt: its process row is not there.");
    }
}
