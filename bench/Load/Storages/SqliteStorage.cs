using CmsOrchestrator.Actors.Databases;
using Microsoft.Data.Sqlite;

namespace CmsOrchestrator.Load.Storages;

/// <summary>The files of a data directory. They pause while another process has their locks.</summary>
internal sealed class SqliteStorage(string dataDirectory) : IStorage
{
    private readonly StorageFiles _files = new(dataDirectory);

    public string? Database => null;

    public IDisposable Pause() => new Locks([_files.Journal, _files.Feed]);

    public long Size() => new DirectoryInfo(dataDirectory).EnumerateFiles().Sum(file => file.Length);

    public long? Ask(string sql, bool isOfJournal)
    {
        using var connection = Open(isOfJournal ? _files.Journal : _files.Feed, SqliteOpenMode.ReadOnly);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar() as long?;
    }

    public void Dispose()
    {
        // Nothing is kept open.
    }

    private static SqliteConnection Open(string file, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false, DefaultTimeout = 60 }.ToString());
        connection.Open();
        return connection;
    }

    private sealed class Locks : IDisposable
    {
        private readonly List<SqliteConnection> _held = [];

        public Locks(IEnumerable<string> files)
        {
            foreach (var file in files)
            {
                _held.Add(Open(file, SqliteOpenMode.ReadWrite));
                using var command = _held[^1].CreateCommand();
                command.CommandText = "BEGIN IMMEDIATE";
                command.ExecuteNonQuery();
            }
        }

        // What a connection has begun is rolled back when it is closed.
        public void Dispose() => _held.ForEach(connection => connection.Dispose());
    }
}
