using CmsOrchestrator.Actors.Feed;
using CmsOrchestrator.Model;
using Microsoft.Extensions.Time.Testing;

namespace CmsOrchestrator.Actors.Tests.Feed;

/// <summary>
/// A store in a directory of its own, beside a journal and snapshots with the columns that Akka.Persistence.Sql gives them
/// (SqlitePersistenceTests has the real ones).
/// </summary>
internal sealed class StoreFixture : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private DataDirectory _data;

    public StoreFixture()
    {
        Clock.SetUtcNow(DateTimeOffset.FromUnixTimeMilliseconds(Views.Now.Milliseconds));
        _data = DataDirectory.Open(_directory.Path);
        Sqlite.Run(Files.Journal, "CREATE TABLE journal (ordering INTEGER PRIMARY KEY, persistence_id TEXT NOT NULL, sequence_number INTEGER NOT NULL)");
        Sqlite.Run(Files.Snapshots, "CREATE TABLE snapshot (persistence_id TEXT NOT NULL, sequence_number INTEGER NOT NULL)");
        Store = new SqliteFeedStore(Files, Clock);
        Start = Store.Start(Now);
    }

    public FakeTimeProvider Clock { get; } = new();

    public Instant Now => Instant.Of(Clock.GetUtcNow());

    public StorageFiles Files => _data.Files;

    public SqliteFeedStore Store { get; private set; }

    /// <summary>What the last start told.</summary>
    public FeedStart Start { get; private set; }

    /// <summary>Stops in good order and starts again.</summary>
    public FeedStart Restart()
    {
        Store.Dispose();
        _data.Dispose();
        _data = DataDirectory.Open(_directory.Path);
        Store = new SqliteFeedStore(Files, Clock);
        return Start = Store.Start(Now);
    }

    public void Journal(int call, params long[] sequences)
    {
        foreach (var sequence in sequences)
        {
            Sqlite.Run(Files.Journal, $"INSERT INTO journal (persistence_id, sequence_number) VALUES ('{Views.Pid(call)}', {sequence})");
        }
    }

    public void Snapshot(int call, long sequence) =>
        Sqlite.Run(Files.Snapshots, $"INSERT INTO snapshot VALUES ('{Views.Pid(call)}', {sequence})");

    /// <summary>Writes an event to the journal and what it publishes to the feed, as an aggregate does.</summary>
    public IReadOnlyList<Model.Views.Change> Append(FeedEntry entry)
    {
        Sqlite.Run(Files.Journal, $"INSERT INTO journal (persistence_id, sequence_number) VALUES ('{entry.PersistenceId}', {entry.Sequence})");
        return Store.Append([entry]);
    }

    public List<string> Feed(string sql) => Sqlite.Texts(Files.Feed, sql);

    /// <summary>Cleans until there is nothing more: the steps it took.</summary>
    public int CleanAll(TimeSpan? historyTime = null)
    {
        var steps = 1;
        while (Store.Clean(Now, historyTime ?? TimeSpan.FromDays(30)))
        {
            Assert.True(steps++ < 1000, "Cleaning does not come to an end.");
        }

        return steps;
    }

    public void Dispose()
    {
        Store.Dispose();
        _data.Dispose();
        _directory.Dispose();
    }
}
