using Akka.Configuration;
using Akka.Persistence;
using Akka.Persistence.Sql.Snapshot;
using CmsOrchestrator.Actors.Databases;

namespace CmsOrchestrator.Actors.Journal;

/// <summary>
/// The snapshots of Akka.Persistence.Sql, read by one plain query: a start reads one for each call there is, and the plugin's way through
/// expression trees took longer than everything else of a recovery (docs/adr/0010).
/// </summary>
public sealed class CallSnapshotStore : SqlSnapshotStore
{
    private const string Newest =
        """
        SELECT sequence_number, created, snapshot, manifest, serializer_id FROM snapshot
        WHERE persistence_id = $1 AND sequence_number >= $2 AND sequence_number <= $3 AND created <= $4 ORDER BY sequence_number DESC LIMIT 1
        """;

    private readonly Akka.Serialization.Serialization _serialization = Context.System.Serialization;
    private readonly ReaderPool _pool;

    public CallSnapshotStore(Config config)
        : base(config)
    {
        _pool = new ReaderPool(JournalDatabase.ToRead(config));
    }

    protected override async Task<SelectedSnapshot?> LoadAsync(
        string persistenceId, SnapshotSelectionCriteria criteria, CancellationToken cancellationToken)
    {
        var found = await _pool.ReadAsync(
            statements => statements.Of(Newest).Rows(
                row => new SelectedSnapshot(
                    new SnapshotMetadata(persistenceId, row.GetInt64(0), new DateTime(row.GetInt64(1), DateTimeKind.Utc)),
                    _serialization.Deserialize(row.GetFieldValue<byte[]>(2), row.GetInt32(4), row.IsDBNull(3) ? "" : row.GetString(3))),
                persistenceId, criteria.MinSequenceNr, criteria.MaxSequenceNr, criteria.MaxTimeStamp.Ticks),
            cancellationToken);
        return found.FirstOrDefault();
    }

    protected override void PostStop()
    {
        _pool.Dispose();
        base.PostStop();
    }
}
