using System.Collections.Concurrent;
using CmsOrchestrator.Actors.Databases;

namespace CmsOrchestrator.Actors.Journal;

/// <summary>
/// Writes the journal, everything that waits in one transaction, on a thread of its own. What waits is bounded by the calls, each of which
/// has one write under way. Safe for any thread.
/// </summary>
internal sealed class JournalWriter : IDisposable
{
    private const int MostRows = 1024;

    private readonly BlockingCollection<Work> _waiting = [];
    private readonly Func<Database> _open;
    private Database? _database;
    private JournalStatements _statements = null!;

    public JournalWriter(Func<Database> open)
    {
        _open = open;
        new Thread(Run) { IsBackground = true, Name = "journal" }.Start();
    }

    /// <summary>These events are durable when it ends; it fails as the storage does, and then none of them is there.</summary>
    public Task WriteAsync(IReadOnlyList<JournalRow> rows) => DoAsync(new Work(rows, null, 0));

    /// <summary>Deletes the events up to that number. The last row of all stays, marked, so that numbers never begin anew.</summary>
    public Task DeleteAsync(string persistenceId, long upTo) => DoAsync(new Work([], persistenceId, upTo));

    /// <summary>Ends when everything that was asked for before has ended, one way or the other.</summary>
    public Task DoneAsync() => DoAsync(new Work([], null, 0));

    public void Dispose() => _waiting.CompleteAdding();

    private Task DoAsync(Work work)
    {
        try
        {
            _waiting.Add(work);
            return work.Done.Task;
        }
        catch (InvalidOperationException)
        {
            return Task.FromException(new StorageException("The storage is closed: the process ends."));
        }
    }

    private void Run()
    {
        var batch = new List<Work>();
        while (_waiting.TryTake(out var first, Timeout.Infinite))
        {
            batch.Clear();
            batch.Add(first);
            for (var rows = first.Rows.Count; rows < MostRows && _waiting.TryTake(out var work); rows += work.Rows.Count)
            {
                batch.Add(work);
            }

            Commit(batch);
        }

        _database?.Dispose();
    }

    private void Commit(List<Work> batch)
    {
        try
        {
            Write(batch);
            batch.ForEach(work => work.Done.SetResult());
        }
        catch (Exception e) when (batch.Count > 1 && _database?.Engine.IsOfOneRow(e) == true)
        {
            // Only one of them has a fault: another writer has taken its number, for instance.
            batch.ForEach(work => Commit([work]));
        }
        catch (Exception e)
        {
            batch.ForEach(work => work.Done.SetException(e));
        }
    }

    private void Write(List<Work> batch)
    {
        if (_database is null)
        {
            var database = _open();
            (_database, _statements) = (database, new JournalStatements(database));
        }

        if (batch.Exists(work => !work.IsNothing))
        {
            _database.Commit(() => batch.ForEach(_statements.Write));
        }
    }

    /// <summary>What is to be done, at once.</summary>
    internal sealed record Work(IReadOnlyList<JournalRow> Rows, string? DeleteOf, long DeleteUpTo)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool IsNothing => Rows.Count == 0 && DeleteOf is null;
    }

    private sealed class JournalStatements(Database database)
    {
        private readonly Statement _insert = database.Prepare(
            """
            INSERT INTO journal (persistence_id, sequence_number, created, message, manifest, identifier, writer_uuid, deleted)
            VALUES ($1, $2, $3, $4, $5, $6, $7, false)
            """);

        private readonly Statement _delete = database.Prepare(
            """
            DELETE FROM journal WHERE persistence_id = $1
            AND sequence_number < (SELECT max(sequence_number) FROM journal WHERE persistence_id = $1 AND sequence_number <= $2)
            """);

        private readonly Statement _mark = database.Prepare(
            "UPDATE journal SET deleted = true WHERE persistence_id = $1 AND sequence_number <= $2");

        public void Write(Work work)
        {
            foreach (var row in work.Rows)
            {
                _insert.Write(
                    row.PersistenceId, row.Sequence, row.Created, row.Message, row.Manifest, (long)row.Serializer, row.Writer);
            }

            if (work.DeleteOf is { } persistenceId)
            {
                _delete.Write(persistenceId, work.DeleteUpTo);
                _mark.Write(persistenceId, work.DeleteUpTo);
            }
        }
    }
}
