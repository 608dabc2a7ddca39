using CmsOrchestrator.Model;

namespace CmsOrchestrator.Actors.Feed;

/// <summary>
/// Deletes what is too old, a bounded number of rows at a time. An aggregate that ended goes in an order that lets it begin anew at
/// any moment: its snapshots, so that none of them brings back what ended; after a time in which any recovery that had read one is
/// over, its journal rows; and its progress at last.
/// </summary>
internal sealed class FeedCleaner(FeedTables tables, JournalTables journal)
{
    private const int Rows = 500;
    private const int Aggregates = 50;
    private static readonly TimeSpan FeedTime = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan RecoveryTime = TimeSpan.FromMinutes(2);

    private readonly Queue<string> _debts = [];

    public bool Clean(Instant now, TimeSpan historyTime)
    {
        PayDebts();
        var more = tables.Database.Commit(
            () => tables.Feed.Clean(now + -FeedTime, Rows)
                | tables.History.Clean(now + -historyTime, Rows)
                | tables.Timeline.Clean(now + -historyTime, Rows));
        return more | CleanSnapshots(now) | CleanJournal(now);
    }

    /// <summary>
    /// An aggregate whose journal rows are gone begins at 1 again, so nothing is appended before its progress is gone, too. Only where
    /// the storage failed between the two is there anything to do.
    /// </summary>
    public void PayDebts()
    {
        if (_debts.Count == 0)
        {
            return;
        }

        tables.Database.Commit(() =>
        {
            foreach (var persistenceId in _debts)
            {
                tables.Progress.Forget(persistenceId);
            }
        });
        _debts.Clear();
    }

    private bool CleanSnapshots(Instant now)
    {
        var ended = tables.Database.Do(() => tables.Progress.Ended(Aggregates));
        if (ended.Count == 0)
        {
            return false;
        }

        journal.DeleteSnapshots(ended);
        tables.Database.Commit(() => ended.ForEach(aggregate => tables.Progress.SnapshotsAreGone(aggregate.PersistenceId, now)));
        return ended.Count == Aggregates;
    }

    private bool CleanJournal(Instant now)
    {
        var found = tables.Database.Do(() => tables.Progress.WithoutSnapshots(now + -RecoveryTime, now, Aggregates));

        // One that went on, and whose next event is still on its way here, stays.
        var done = found.FindAll(aggregate => journal.Last(aggregate.PersistenceId) <= aggregate.Sequence);
        if (done.Count == 0)
        {
            return false;
        }

        journal.DeleteEvents(done);
        done.ForEach(aggregate => _debts.Enqueue(aggregate.PersistenceId));
        PayDebts();
        return found.Count == Aggregates;
    }
}
