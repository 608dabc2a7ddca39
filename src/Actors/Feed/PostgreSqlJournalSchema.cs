using CmsOrchestrator.Actors.Databases;

namespace CmsOrchestrator.Actors.Feed;

/// <summary>
/// The tables of Akka.Persistence.Sql in PostgreSQL, with the columns that it expects (hocon/base.conf has their names). It would make
/// them itself, but several nodes that start at once would be in each other's way, and one check of ours depends on them: that no two
/// writers ever have the same number of one aggregate.
/// </summary>
internal static class PostgreSqlJournalSchema
{
    public static readonly Schema Schema = new(
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
