using CmsOrchestrator.Actors.Databases;

namespace CmsOrchestrator.Actors.Nodes;

/// <summary>What nodes share besides the feed and the journal. PostgreSQL only.</summary>
internal static class NodeSchema
{
    public static readonly Schema Schema = new(
        "nodes",
        """
        -- What this database is called, so that a node that works on another one is found out.
        CREATE TABLE site (id INTEGER PRIMARY KEY CHECK (id = 1), name TEXT NOT NULL);
        INSERT INTO site VALUES (1, gen_random_uuid()::text);

        -- Who may do what only one may (src/Actors/Leases): fence rises with every acquisition, expires is by this server's clock.
        CREATE TABLE lease (name TEXT PRIMARY KEY, owner TEXT NOT NULL, fence INTEGER NOT NULL, expires timestamptz NOT NULL);
        """);
}
