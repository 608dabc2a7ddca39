using System.Diagnostics;
using CmsOrchestrator.Actors.Feed;
using CmsOrchestrator.Model.Views;
using CmsOrchestrator.Support;
using static CmsOrchestrator.Actors.Tests.Feed.Views;

namespace CmsOrchestrator.Actors.Tests.Feed;

/// <summary>Several stores on one database at once, as several nodes have them.</summary>
[NeedsPostgreSql]
public sealed class SeveralNodesTests : IDisposable
{
    private const int Nodes = 4;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly PostgreSqlPlace _place = new();
    private readonly Stopwatch _clock = Stopwatch.StartNew();

    public void Dispose() => _place.Dispose();

    [StorageFact]
    public async Task Nodes_that_start_at_once_make_the_tables_once_and_have_starts_of_their_own()
    {
        var starts = await Task.WhenAll(Enumerable.Range(0, Nodes).Select(_ => Task.Run(() =>
        {
            using var store = _place.Open(TimeProvider.System);
            return store.Start(Now);
        }))).WaitAsync(Limit);

        Assert.Equal(Nodes, starts.Select(s => s.ProcessStart).Distinct().Count());
        Assert.Equal(["0"], _place.Texts(Tables.Feed, "SELECT revision FROM counter"));
    }

    [StorageFact]
    public async Task What_nodes_append_at_once_is_one_gap_free_sequence_in_the_order_of_commits()
    {
        const int Batches = 25;
        using var stores = new Stores(_place);
        using var reader = _place.Open(TimeProvider.System);
        var model = ReadModel.Empty;
        var appending = Task.WhenAll(stores.All.Select((store, node) => Task.Run(() =>
        {
            var own = new List<Change>();
            for (var i = 0; i < Batches; i++)
            {
                own.AddRange(store.Append([OfBridges(Publication.Of(Now, Bridge($"bridge{node}") with { Calls = i }), Publication.Of(Now, Bridge("of all")))]).Changes);
            }

            return own;
        })));

        while (!appending.IsCompleted || model.Revision < Nodes * Batches * 2)
        {
            InTime($"revision {model.Revision}");
            model = model.Apply([.. reader.Read(model.Revision, 10)!]);
        }

        Assert.Equal(Enumerable.Range(1, Nodes * Batches * 2).Select(i => (long)i), (await appending).SelectMany(c => c).Select(c => c.Revision).Order());
        Assert.Equal(reader.Restore().CallBridges.OrderBy(b => b.Key.Bridge), model.CallBridges.OrderBy(b => b.Key.Bridge));
    }

    [StorageFact]
    public async Task An_event_that_two_nodes_append_at_once_is_taken_once()
    {
        const int Events = 20;
        using var stores = new Stores(_place);
        for (var i = 1; i <= Events; i++)
        {
            _place.Run(Tables.Journal, $"INSERT INTO journal (persistence_id, sequence_number, deleted, created, message) VALUES ('{Pid(1)}', {i}, false, 0, '')");
        }

        var appended = await Task.WhenAll(stores.All.Select(store => Task.Run(() => Enumerable.Range(1, Events)
            .SelectMany(i => store.Append([Entry(1, i, Updated(1, $"name {i}"))]).Changes).ToList()))).WaitAsync(Limit);

        Assert.Equal(
            Enumerable.Range(1, Events).Select(i => (i, $"name {i}")),
            appended.SelectMany(c => c).OrderBy(c => c.Revision).Select(c => ((int)c.Revision, c.Publication.Call!.Name)));
    }

    [StorageFact]
    public async Task Nodes_that_clean_at_once_are_in_nobody_s_way()
    {
        using var stores = new Stores(_place);
        for (var i = 0; i < 20; i++)
        {
            stores.All[0].Append([OfBridges([.. Enumerable.Repeat(Publication.Of(Now, Bridge("lon1")), 100)])]);
        }

        var later = Model.Instant.Of(DateTimeOffset.UtcNow) + TimeSpan.FromMinutes(11);
        await Task.WhenAll(stores.All.Select(store => Task.Run(() =>
        {
            while (_place.Texts(Tables.Feed, "SELECT count(*) FROM feed") is not ["0"])
            {
                InTime("not clean");
                store.Clean(later, TimeSpan.FromDays(1));
                store.Append([]);
            }
        })));

        Assert.Equal(2001, stores.All[0].Append([OfBridges(Publication.Of(Now, Bridge("lon1")))]).Changes.Single().Revision);
    }

    [StorageFact]
    public async Task Whoever_listens_hears_of_an_append_of_another_node_after_it_is_there_to_read()
    {
        using var stores = new Stores(_place);
        using var stop = new CancellationTokenSource();
        var heard = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        var listening = stores.All[1].ListenAsync(revision => heard.TrySetResult(revision), stop.Token);
        while (!heard.Task.IsCompleted)
        {
            InTime("nothing heard");
            stores.All[0].Append([OfBridges(Publication.Of(Now, Bridge("lon1")))]);
            await Task.WhenAny(heard.Task, Task.Delay(20));
        }

        Assert.NotEmpty(stores.All[1].Read(await heard.Task - 1, 1)!);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => listening.WaitAsync(Limit));
    }

    private void InTime(string still) => Assert.True(_clock.Elapsed < Limit, $"still after {Limit.TotalSeconds} s: {still}");

    private sealed class Stores : IDisposable
    {
        public Stores(PostgreSqlPlace place)
        {
            All = [.. Enumerable.Range(0, Nodes).Select(_ => place.Open(TimeProvider.System))];
            foreach (var store in All)
            {
                store.Start(Now);
            }
        }

        public IReadOnlyList<FeedStore> All { get; }

        public void Dispose()
        {
            foreach (var store in All)
            {
                store.Dispose();
            }
        }
    }
}
