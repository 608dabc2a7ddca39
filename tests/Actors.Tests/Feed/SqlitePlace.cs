using CmsOrchestrator.Actors.Databases;
using CmsOrchestrator.Actors.Feed;

namespace CmsOrchestrator.Actors.Tests.Feed;

/// <summary>
/// A data directory, with a journal and snapshots that have the columns Akka.Persistence.Sql gives them (PersistenceTests has the
/// real ones).
/// </summary>
internal sealed class SqlitePlace : IStorePlace
{
    private readonly TemporaryDirectory _directory = new();
    private DataDirectory? _data;

    public SqlitePlace()
    {
        Files = new StorageFiles(_directory.Path);
        Run(Tables.Journal, "CREATE TABLE journal (ordering INTEGER PRIMARY KEY, persistence_id TEXT NOT NULL, sequence_number INTEGER NOT NULL)");
        Run(Tables.Snapshots, "CREATE TABLE snapshot (persistence_id TEXT NOT NULL, sequence_number INTEGER NOT NULL)");
    }

    public StorageFiles Files { get; }

    public string Name => Files.Feed;

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

    public void Run(Tables tables, string sql) => Sqlite.Run(FileOf(tables), sql);

    public void Refuse(Tables tables, string table, string operation, string message, string condition) => Run(
        tables, $"CREATE TRIGGER refuse_{table} BEFORE {operation} ON {table} WHEN {condition} BEGIN SELECT RAISE(ABORT, '{message}'); END");

    public void Allow(Tables tables, string table) => Run(tables, $"DROP TRIGGER refuse_{table}");

    public void SetVersion(int version) => Run(Tables.Feed, $"PRAGMA user_version = {version}");

    public void Dispose()
    {
        Close();
        _directory.Dispose();
    }

    private string FileOf(Tables tables) => tables switch
    {
        Tables.Journal => Files.Journal,
        Tables.Snapshots => Files.Snapshots,
        _ => Files.Feed,
    };
}
