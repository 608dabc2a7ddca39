using CmsOrchestrator.Actors.Databases;
using CmsOrchestrator.Actors.Leases;

namespace CmsOrchestrator.Actors.Nodes;

/// <summary>What the database that nodes share has for them besides the storage.</summary>
internal sealed class NodeDatabase
{
    private NodeDatabase(string id, ILeaseTable leases) => (Id, Leases) = (id, leases);

    /// <summary>What this database is called: a name from its tables, and its number in the server, which a restored copy does not share.</summary>
    public string Id { get; }

    public ILeaseTable Leases { get; }

    /// <summary>Makes the tables where there are none. Throws <see cref="StorageException"/>. The server stays the caller's.</summary>
    public static NodeDatabase Open(PostgreSqlServer server)
    {
        using var database = PostgreSqlEngine.Open(server);
        NodeSchema.Schema.Upgrade(database);
        var id = database.Do(() => database.Scalar("SELECT name || '/' || (SELECT oid FROM pg_database WHERE datname = current_database()) FROM site")) as string
            ?? throw new StorageException(server.Name + " is corrupt: its row in site is not there.");
        return new NodeDatabase(id, new LeaseTable(server));
    }
}
