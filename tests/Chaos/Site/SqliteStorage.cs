using CmsOrchestrator.Actors.Databases;
using Microsoft.Data.Sqlite;

namespace CmsOrchestrator.Chaos.Site;

/// <summary>The files of a data directory: another process that keeps their locks, and triggers that refuse.</summary>
internal sealed class SqliteStorage(string directory) : IFailingStorage
{
    private readonly StorageFiles _files = new(directory);

    public string? Database => null;

    public async Task StallAsync(TimeSpan time)
    {
        using var journal = Open(_files.Journal);
        using var feed = Open(_files.Feed);
        Run(journal, "BEGIN IMMEDIATE");
        Run(feed, "BEGIN IMMEDIATE");
        await Task.Delay(time);
        Run(feed, "ROLLBACK");
        Run(journal, "ROLLBACK");
    }

    public async Task FailAsync(TimeSpan time)
    {
        using var journal = Open(_files.Journal);
        using var feed = Open(_files.Feed);
        Run(journal, "CREATE TRIGGER chaos BEFORE INSERT ON journal BEGIN SELECT RAISE(ABORT, 'no writes today'); END");
        Run(feed, "CREATE TRIGGER chaos BEFORE INSERT ON feed BEGIN SELECT RAISE(ABORT, 'no writes today'); END");
        await Task.Delay(time);
        Run(feed, "DROP TRIGGER chaos");
        Run(journal, "DROP TRIGGER chaos");
    }

    public void Dispose() => SqliteConnection.ClearAllPools();

    private static SqliteConnection Open(string file)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false, DefaultTimeout = 60 }.ToString());
        connection.Open();
        return connection;
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
