using CmsOrchestrator.Actors.Feed;
using CmsOrchestrator.Model;
using Microsoft.Extensions.Time.Testing;

namespace CmsOrchestrator.Actors.Tests.Feed;

/// <summary>A store in a place of its own, started.</summary>
internal sealed class StoreFixture : IDisposable
{
    public StoreFixture(IStorePlace place)
    {
        Place = place;
        (place as SqlitePlace)?.MakePluginTables();
        Clock.SetUtcNow(DateTimeOffset.FromUnixTimeMilliseconds(Views.Now.Milliseconds));
        Store = Place.Open(Clock);
        Start = Store.Start(Now);
    }

    public IStorePlace Place { get; }

    public FakeTimeProvider Clock { get; } = new();

    public Instant Now => Instant.Of(Clock.GetUtcNow());

    public FeedStore Store { get; private set; }

    /// <summary>What the last start told.</summary>
    public FeedStart Start { get; private set; }

    /// <summary>Stops in good order and starts again.</summary>
    public FeedStart Restart()
    {
        Store.Dispose();
        Place.Close();
        Store = Place.Open(Clock);
        return Start = Store.Start(Now);
    }

    public void Journal(int call, params long[] sequences)
    {
        foreach (var sequence in sequences)
        {
            Journal(Views.Pid(call), sequence);
        }
    }

    public void Journal(string persistenceId, long sequence) => Place.Run(
        Tables.Journal,
        Place is SqlitePlace
            ? $"INSERT INTO journal (persistence_id, sequence_number) VALUES ('{persistenceId}', {sequence})"
            : $"INSERT INTO journal (persistence_id, sequence_number, deleted, created, message) VALUES ('{persistenceId}', {sequence}, false, 0, '')");

    public void Snapshot(int call, long sequence) => Place.Run(
        Tables.Snapshots,
        Place is SqlitePlace
            ? $"INSERT INTO snapshot VALUES ('{Views.Pid(call)}', {sequence})"
            : $"INSERT INTO snapshot (persistence_id, sequence_number, created) VALUES ('{Views.Pid(call)}', {sequence}, 0)");

    /// <summary>Writes an event to the journal and what it publishes to the feed, as an aggregate does.</summary>
    public IReadOnlyList<Model.Views.Change> Append(FeedEntry entry)
    {
        Journal(int.Parse(entry.PersistenceId!["call-".Length..], System.Globalization.CultureInfo.InvariantCulture), entry.Sequence);
        return Store.Append([entry]).Changes;
    }

    public List<string> Feed(string sql) => Place.Texts(Tables.Feed, sql);

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
        Place.Dispose();
    }
}
