using Akka.Configuration;
using CmsOrchestrator.Actors.Databases;
using CmsOrchestrator.Actors.Feed;
using CmsOrchestrator.Actors.Journal;
using CmsOrchestrator.Model;
using Microsoft.Data.Sqlite;

namespace CmsOrchestrator.Actors.Tests.Feed;

/// <summary>A data directory.</summary>
internal sealed class SqlitePlace(string name = "data") : IStorePlace
{
    private readonly TemporaryDirectory _directory = new(name);
    private DataDirectory? _data;

    public StorageFiles Files => field ??= new StorageFiles(_directory.Path);

    public string Name => Files.Feed;

    public Config Config
    {
        get
        {
            using var tables = Open(TimeProvider.System);
            tables.Start(Instant.Of(DateTimeOffset.UtcNow));
            return StorageConfig.Sqlite(Files);
        }
    }

    /// <summary>A journal and snapshots with the columns that Akka.Persistence.Sql gives them, where it does not make them itself.</summary>
    public void MakePluginTables()
    {
        Run(Tables.Journal, "CREATE TABLE journal (ordering INTEGER PRIMARY KEY, persistence_id TEXT NOT NULL, sequence_number INTEGER NOT NULL)");
        Run(Tables.Snapshots, "CREATE TABLE snapshot (persistence_id TEXT NOT NULL, sequence_number INTEGER NOT NULL)");
    }

    public FeedStore Open(TimeProvider time)
    {
        _data ??= DataDirectory.Open(_directory.Path);
        return FeedStore.Open(Files, time);
    }

    public FeedReader OpenReader() => FeedReader.Of(Files);

    public void Close()
    {
        _data?.Dispose();
        _data = null;
    }

    public List<string> Texts(Tables tables, string sql) => Sqlite.Texts(FileOf(tables), sql);

    public FeedDatabases Databases() => FeedDatabases.Open(Files);

    public List<string> TableNames(Tables tables) => Texts(tables, "SELECT name FROM sqlite_master WHERE type = 'table'");

    public string TextOf(string column) => $"CAST({column} AS TEXT)";

    public void Run(Tables tables, string sql) => Sqlite.Run(FileOf(tables), sql);

    public void Refuse(Tables tables, string table, string operation, string message, string condition) => Run(
        tables, $"CREATE TRIGGER refuse_{table} BEFORE {operation} ON {table} WHEN {condition} BEGIN SELECT RAISE(ABORT, '{message}'); END");

    public void Allow(Tables tables, string table) => Run(tables, $"DROP TRIGGER refuse_{table}");

    public void SetVersion(int version) => Run(Tables.Feed, $"PRAGMA user_version = {version}");

    public void Dispose()
    {
        Close();
        SqliteConnection.ClearAllPools();
        _directory.Dispose();
    }

    private string FileOf(Tables tables) => tables switch
    {
        Tables.Journal => Files.Journal,
        Tables.Snapshots => Files.Snapshots,
        _ => Files.Feed,
    };
}
