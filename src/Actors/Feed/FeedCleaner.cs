using CmsOrchestrator.Actors.Databases;
using CmsOrchestrator.Model;

namespace CmsOrchestrator.Actors.Feed;

/// <summary>
/// Deletes what is too old, a bounded number of rows at a time and on one node at a time. An aggregate that ended goes in an order
/// that lets it begin anew at any moment: its snapshots, so that none of them brings back what ended; after a time in which any
/// recovery that had read one is over, its journal rows and its progress.
/// </summary>
internal sealed class FeedCleaner(FeedTables tables, JournalTables journal)
{
    /// <summary>As many rows of each table are deleted in one step.</summary>
    public const int Rows = 1000;

    private const int Aggregates = 50;
    private static readonly TimeSpan FeedTime = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan RecoveryTime = TimeSpan.FromMinutes(2);

    private readonly Queue<string> _debts = [];

    /// <param name="now">By the clock that stamped the feed's rows.</param>
    /// <param name="calls">By the clock that calls and history are shown by.</param>
    public bool Clean(Instant now, Instant calls, TimeSpan historyTime)
    {
        PayDebts();
        return Alone(() => tables.Feed.Clean(now + -FeedTime, Rows)
                | tables.History.Clean(calls + -historyTime, Rows)
                | tables.Timeline.Clean(calls + -historyTime, Rows))
            | Alone(() => CleanSnapshots(now))
            | Alone(() => CleanJournal(now));
    }

    /// <summary>
    /// An aggregate whose journal rows are gone begins at 1 again, so nothing is appended before its progress is gone, too. Only where
    /// the storage failed between the two is there anything to do, and only where they are not in one database.
    /// </summary>
    public void PayDebts()
    {
        if (_debts.Count > 0)
        {
            tables.Database.Commit(() => Forget(_debts));
            _debts.Clear();
        }
    }

    private bool Alone(Func<bool> step) =>
        tables.Database.Commit(() => tables.Database.Engine.TryLock(tables.Database, AdvisoryLock.Cleaning) && step());

    private bool CleanSnapshots(Instant now)
    {
        if (tables.Progress.Ended(1).Count == 0)
        {
            return false;
        }

        tables.Feed.Lock(); // nobody goes on with any of these before it is noted
        var ended = tables.Progress.Ended(Aggregates);
        if (ended.Count > 0)
        {
            journal.DeleteSnapshots(ended);
            ended.ForEach(aggregate => tables.Progress.SnapshotsAreGone(aggregate.PersistenceId, now));
        }

        return ended.Count == Aggregates;
    }

    private bool CleanJournal(Instant now)
    {
        if (tables.Progress.WithoutSnapshots(now + -RecoveryTime, now, 1).Count == 0)
        {
            return false;
        }

        tables.Feed.Lock();
        var found = tables.Progress.WithoutSnapshots(now + -RecoveryTime, now, Aggregates);

        // One that went on, and whose next event is still on its way here, stays.
        var done = found.FindAll(aggregate => journal.Last(aggregate.PersistenceId) <= aggregate.Sequence);
        if (done.Count == 0)
        {
            return false;
        }

        journal.DeleteEvents(done);
        if (journal.AreSeparate)
        {
            done.ForEach(aggregate => _debts.Enqueue(aggregate.PersistenceId));
        }

        Forget(done.Select(aggregate => aggregate.PersistenceId));
        return found.Count == Aggregates;
    }

    private void Forget(IEnumerable<string> persistenceIds)
    {
        foreach (var persistenceId in persistenceIds)
        {
            tables.Progress.Forget(persistenceId);
        }
    }
}
