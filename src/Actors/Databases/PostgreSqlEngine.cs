using System.Data;
using System.Data.Common;
using Npgsql;

namespace CmsOrchestrator.Actors.Databases;

/// <summary>One connection to a PostgreSQL database.</summary>
internal sealed class PostgreSqlEngine(PostgreSqlServer server, bool isOwner = false) : IDatabaseEngine
{
    // "cms": locks of other programs in the same database have other numbers.
    private const long Locks = 0x636d73L << 32;

    private NpgsqlTransaction? _transaction;

    public string Name => server.Name;

    public bool IsShared => true;

    public string Notify => $"SELECT pg_notify('{PostgreSqlServer.Channel}', CAST($1 AS text))";

    public static Database Open(PostgreSqlServer server) => Database.Open(new PostgreSqlEngine(server));

    /// <summary>Likewise; the server goes with the database.</summary>
    public static Database OpenAlone(PostgreSqlServer server) => Database.Open(new PostgreSqlEngine(server, isOwner: true));

    // Without a name it is the next one of $1, $2, …
    public DbParameter Parameter(int place) => new NpgsqlParameter();

    public DbConnection Open() => server.Open();

    public void Begin(DbConnection connection)
    {
        Rollback(connection);
        _transaction = ((NpgsqlConnection)connection).BeginTransaction(IsolationLevel.ReadCommitted);
    }

    public void BeginRead(DbConnection connection)
    {
        Rollback(connection);
        _transaction = ((NpgsqlConnection)connection).BeginTransaction(IsolationLevel.RepeatableRead);
    }

    public void Commit(DbConnection connection)
    {
        _transaction?.Commit();
        End();
    }

    public void Rollback(DbConnection connection)
    {
        try
        {
            _transaction?.Rollback();
        }
        catch (Exception e) when (Explain(e) is not null || e is InvalidOperationException)
        {
            // The server undoes what a lost connection left open. Why it was lost is told by whoever needed it.
        }

        End();
    }

    // Every command has a time limit, which the server keeps.
    public void Interrupt(DbConnection connection)
    {
    }

    public bool Survives(DbConnection connection) => connection.State == ConnectionState.Open;

    public string? Explain(Exception error) => PostgreSqlErrors.Cause(error);

    // Class 23 is a broken constraint, P0 what a trigger raises.
    public bool IsOfOneRow(Exception error) =>
        error is StorageException { InnerException: PostgresException { SqlState: ['2', '3', ..] or ['P', '0', ..] } };

    public bool HasTable(Database database, string table)
    {
        using var find = database.Once("SELECT 1 WHERE to_regclass($1) IS NOT NULL");
        return find.Number(table) is not null;
    }

    public string In(string column, string parameter) => $"{column} IN (SELECT json_array_elements_text({parameter}::json))";

    public string Ddl(string step) => step
        .Replace(" STRICT, WITHOUT ROWID", "", StringComparison.Ordinal)
        .Replace(" STRICT", "", StringComparison.Ordinal)
        .Replace("INTEGER", "bigint", StringComparison.Ordinal)
        .Replace("TEXT", "text COLLATE \"C\"", StringComparison.Ordinal);

    public bool TryLock(Database database, AdvisoryLock work) =>
        database.Scalar($"SELECT pg_try_advisory_xact_lock({Number(work)})") is true;

    public long LockVersion(Database database, string part)
    {
        database.Run($"SELECT pg_advisory_xact_lock({Number(AdvisoryLock.Schema)})");
        if (!HasTable(database, "schema_version"))
        {
            database.Run("CREATE TABLE schema_version (part text PRIMARY KEY, version bigint NOT NULL)");
        }

        using var version = database.Once("SELECT version FROM schema_version WHERE part = $1");
        return version.Number(part) ?? 0;
    }

    public void SetVersion(Database database, string part, long version)
    {
        using var set = database.Once(
            "INSERT INTO schema_version (part, version) VALUES ($1, $2) ON CONFLICT (part) DO UPDATE SET version = excluded.version");
        set.Run(part, version);
    }

    public void Dispose()
    {
        End();
        if (isOwner)
        {
            server.Dispose();
        }
    }

    internal static long Number(AdvisoryLock work) => Locks + (long)work;

    private void End()
    {
        _transaction?.Dispose();
        _transaction = null;
    }
}
