using System.Data.Common;
using CmsOrchestrator.Actors.Databases;

namespace CmsOrchestrator.Actors.Journal;

/// <summary>Reads the journal for recoveries, beside its writer. Safe for any thread.</summary>
internal sealed class JournalReader(Func<Database> open) : IDisposable
{
    private const string EventsOf =
        """
        SELECT sequence_number, created, message, manifest, identifier, writer_uuid FROM journal
        WHERE persistence_id = $1 AND sequence_number >= $2 AND sequence_number <= $3 AND NOT deleted ORDER BY sequence_number LIMIT $4
        """;

    private const string LastOf = "SELECT max(sequence_number) FROM journal WHERE persistence_id = $1";

    private readonly ReaderPool _pool = new(open);

    /// <summary>The events of these numbers, in order, at most so many.</summary>
    public Task<List<JournalRow>> EventsAsync(string persistenceId, long from, long to, long most) => _pool.ReadAsync(
        statements => statements.Of(EventsOf).Rows(row => Row(persistenceId, row), persistenceId, from, to, most), CancellationToken.None);

    /// <summary>The number of the last event, deleted or not; 0 for none.</summary>
    public Task<long> LastAsync(string persistenceId) => _pool.ReadAsync(
        statements => statements.Of(LastOf).Number(persistenceId) ?? 0, CancellationToken.None);

    public void Dispose() => _pool.Dispose();

    private static JournalRow Row(string persistenceId, DbDataReader row) => new(
        persistenceId,
        row.GetInt64(0),
        row.GetInt64(1),
        row.GetFieldValue<byte[]>(2),
        row.IsDBNull(3) ? "" : row.GetString(3),
        row.GetInt32(4),
        row.IsDBNull(5) ? null : row.GetString(5));
}
