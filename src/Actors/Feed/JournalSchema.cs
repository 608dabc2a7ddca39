using CmsOrchestrator.Actors.Databases;

namespace CmsOrchestrator.Actors.Feed;

/// <summary>
/// The tables of the journal and of the snapshots, with the columns that Akka.Persistence.Sql reads (hocon/base.conf has their names). It
/// would make them itself, but several nodes that start at once would be in each other's way, one check of ours depends on
/// them (no two writers ever have the same number of one aggregate), and an index that nobody reads by costs each write a page.
/// </summary>
internal static class JournalSchema
{
    /// <summary>A file of an older version has the table, and with it two such indexes.</summary>
    public static readonly Schema OfSqlite = new(
        "journal",
        """
        CREATE TABLE IF NOT EXISTS journal (
            ordering INTEGER PRIMARY KEY, created INTEGER NOT NULL, deleted INTEGER NOT NULL, persistence_id TEXT NOT NULL,
            sequence_number INTEGER NOT NULL, message BLOB NOT NULL, tags TEXT, manifest TEXT, identifier INTEGER, writer_uuid TEXT);
        CREATE UNIQUE INDEX IF NOT EXISTS journal_uq ON journal (persistence_id, sequence_number);
        DROP INDEX IF EXISTS journal_created_idx;
        DROP INDEX IF EXISTS journal_sequence_number_idx;
        """);

    public static readonly Schema OfSqliteSnapshots = new(
        "snapshot",
        """
        CREATE TABLE IF NOT EXISTS snapshot (
            persistence_id TEXT NOT NULL, sequence_number INTEGER NOT NULL, created INTEGER NOT NULL, snapshot BLOB, manifest TEXT,
            serializer_id INTEGER, PRIMARY KEY (persistence_id, sequence_number));
        DROP INDEX IF EXISTS snapshot_created_idx;
        DROP INDEX IF EXISTS snapshot_sequence_number_idx;
        """);

    public static readonly Schema OfPostgreSql = new(
        "journal",
        """
        CREATE TABLE journal (
            ordering bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, created bigint NOT NULL, deleted boolean NOT NULL,
            persistence_id text COLLATE "C" NOT NULL, sequence_number bigint NOT NULL, message bytea NOT NULL, tags text, manifest text,
            identifier integer, writer_uuid text, CONSTRAINT journal_uq UNIQUE (persistence_id, sequence_number));

        CREATE TABLE snapshot (
            persistence_id text COLLATE "C" NOT NULL, sequence_number bigint NOT NULL, created bigint NOT NULL, snapshot bytea,
            manifest text, serializer_id integer, PRIMARY KEY (persistence_id, sequence_number));
        """);
}
