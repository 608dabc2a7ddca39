using CmsOrchestrator.Actors.Databases;
using CmsOrchestrator.Model;

namespace CmsOrchestrator.Actors.Feed;

/// <summary>What a start finds and puts right, before any aggregate runs.</summary>
internal sealed class FeedStarter(FeedTables tables, JournalTables journal)
{
    public FeedStart Start(Instant now)
    {
        var last = journal.Last();
        if (journal.Exist)
        {
            Finish(last);
            Compare(last);
        }

        var reached = tables.Progress.All();
        var toRecover = tables.Live.Owners().ToHashSet(StringComparer.Ordinal);
        toRecover.UnionWith(last.Where(row => row.Value > reached.GetValueOrDefault(row.Key)).Select(row => row.Key));
        return new FeedStart(
            ProcessStart(now), tables.Feed.Last, tables.Live.All(), reached, [.. toRecover.Order(StringComparer.Ordinal)]);
    }

    // A crash between the deletion of an ended aggregate's journal rows and that of its progress: its next event has number 1 again.
    private void Finish(Dictionary<string, long> last)
    {
        foreach (var ended in tables.Progress.WithoutSnapshots())
        {
            if (last.GetValueOrDefault(ended.PersistenceId) < ended.Sequence)
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
                    + "the files are not of one moment. Restore all of them, or delete all of them.");
            }
        }
    }

    private long ProcessStart(Instant now)
    {
        using var start = tables.Database.Once(
            "UPDATE process SET start = CASE WHEN start < $1 THEN $1 ELSE start + 1 END RETURNING start");
        return start.Number(now.Milliseconds) ?? throw new StorageException(tables.Database.Name + " is corrupt: its process row is not there.");
    }
}
