using CmsOrchestrator.Actors.Databases;
using Microsoft.Data.Sqlite;

namespace CmsOrchestrator.Chaos.Site;

/// <summary>The files of a data directory: another process that keeps their locks, and triggers that refuse.</summary>
internal sealed class SqliteStorage(string directory) : IFailingStorage
{
    private readonly StorageFiles _files = new(directory);

    public string? Database => null;

    public Task StallAsync(TimeSpan time) => BetweenAsync(time, _ => "BEGIN IMMEDIATE", "ROLLBACK");

    public Task FailAsync(TimeSpan time) => BetweenAsync(
        time, table => $"CREATE TRIGGER chaos BEFORE INSERT ON {table} BEGIN SELECT RAISE(ABORT, 'no writes today'); END", "DROP TRIGGER chaos");

    public void Dispose() => SqliteConnection.ClearAllPools();

    private async Task BetweenAsync(TimeSpan time, Func<string, string> begin, string end)
    {
        using var journal = Open(_files.Journal);
        using var feed = Open(_files.Feed);
        Run(journal, begin("journal"));
        Run(feed, begin("feed"));
        await Task.Delay(time);
        Run(feed, end);
        Run(journal, end);
    }

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
