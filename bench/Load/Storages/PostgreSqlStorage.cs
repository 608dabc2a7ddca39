using System.Globalization;
using CmsOrchestrator.Support;
using Npgsql;

namespace CmsOrchestrator.Load.Storages;

/// <summary>A PostgreSQL server of its own that writes as a production server does. It pauses while its processes are stopped.</summary>
internal sealed class PostgreSqlStorage : IStorage
{
    private readonly TestPostgreSql _server =
        TestPostgreSql.Start("fsync=on", "full_page_writes=on", "synchronous_commit=on", "shared_buffers=128MB", "max_wal_size=2GB");

    private string? _database;

    /// <summary>Whether PostgreSQL is installed.</summary>
    public static bool CanBeHad => PostgreSqlInstallation.Missing is null;

    public string Database => _database ??= CreateDatabase();

    /// <summary>Makes an empty database; how to connect to it.</summary>
    public string CreateDatabase() => _server.CreateDatabase();

    public IDisposable Pause()
    {
        _server.Pause();
        return new Paused(_server);
    }

    public long Size() => Ask("SELECT pg_database_size(current_database())", isOfJournal: false)!.Value;

    public long? Ask(string sql, bool isOfJournal)
    {
        using var connection = new NpgsqlConnection(Database + ";Pooling=false;Command Timeout=120");
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        return command.ExecuteScalar() is var value and not (null or DBNull) ? Convert.ToInt64(value, CultureInfo.InvariantCulture) : null;
    }

    public void Dispose() => _server.Dispose();

    private sealed class Paused(TestPostgreSql server) : IDisposable
    {
        public void Dispose() => server.Resume();
    }
}
