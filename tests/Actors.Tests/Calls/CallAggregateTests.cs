using System.Collections.Immutable;
using Akka.Actor;
using Akka.TestKit;
using CmsOrchestrator.Actors.Calls;
using CmsOrchestrator.Actors.Clusters;
using CmsOrchestrator.Actors.Feed;
using CmsOrchestrator.Actors.Settings;
using CmsOrchestrator.Actors.Tests.Feed;
using CmsOrchestrator.Actors.Tests.Support;
using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Calls;
using CmsOrchestrator.Model.Views;
using CmsOrchestrator.Protocol;
using CmsOrchestrator.Support;

namespace CmsOrchestrator.Actors.Tests.Calls;

public sealed class CallAggregateOnSqlite() : CallAggregateTests(new SqlitePlace());

[NeedsPostgreSql]
public sealed class CallAggregateOnPostgreSql() : CallAggregateTests(new PostgreSqlPlace());

/// <summary>The real journal; its cluster and the feed are probes.</summary>
public abstract class CallAggregateTests : StorageTest
{
    private static readonly ClusterName Emea = new("emea");
    private static readonly CallKey Call = CallKey.Of(Told.Correlator(1));
    private static readonly string Id = CallPersistenceId.Of(Emea, Call);
    private static readonly InstanceKey Instance = new(new CallBridgeName("lon1"), Told.Call(1));
    private static readonly Epoch Epoch = new(1_000, 1);

    private readonly TestProbe _cluster;
    private readonly TestProbe _feed;
    private readonly TestProbe _origin;
    private int _started;

    private protected CallAggregateTests(IStorePlace place)
        : base(place)
    {
        _cluster = CreateTestProbe();
        _feed = CreateTestProbe();
        _origin = CreateTestProbe();
    }

    [StorageFact]
    public async Task What_comes_while_a_write_is_under_way_is_one_event()
    {
        var call = await StartAsync();
        call.Tell(Take(Added("one")));
        for (var i = 2; i <= 200; i++)
        {
            call.Tell(Take(Updated($"name {i}")));
        }

        var entries = await EntriesUntilAsync(e => NameOf(e) == "name 200");

        Assert.InRange(entries.Count, 2, 100);
        Assert.Equal(entries.Select((_, i) => i + 1L), entries.Select(e => e.Sequence));
    }

    [StorageFact]
    public async Task Each_fact_is_confirmed_once_those_that_change_nothing_too()
    {
        var call = await StartAsync();
        for (var i = 0; i < 50; i++)
        {
            call.Tell(Take(Added("the same")));
        }

        var confirmed = 0;
        while (confirmed < 50)
        {
            var committed = await _cluster.FishForMessageAsync<ClusterMessage.Committed>(_ => true);
            Assert.Equal(_origin.Ref, Assert.Single(committed.Facts).Origin);
            confirmed += committed.Facts[0].Count;
        }

        Assert.Equal(50, confirmed);
        await _feed.ExpectMsgAsync<FeedEntry>(e => Assert.Equal(1, e.Sequence));
        await _feed.ExpectNoMsgAsync(TimeSpan.FromMilliseconds(100));
    }

    [StorageFact]
    public async Task While_the_feed_takes_nothing_few_events_are_written_and_the_rest_waits()
    {
        var call = await StartAsync();
        call.Tell(Take(Added("name 0")));
        for (var i = 1; i <= 2; i++)
        {
            await _feed.FishForMessageAsync<FeedEntry>(e => e.Sequence == i);
            call.Tell(Take(Updated($"name {i}")));
        }

        call.Tell(Take(Updated("name 3")));
        await _feed.ExpectNoMsgAsync(TimeSpan.FromMilliseconds(200));

        call.Tell(new FeedReached(2));
        var next = await _feed.ExpectMsgAsync<FeedEntry>();
        Assert.Equal((3, "name 3"), (next.Sequence, NameOf(next)));
    }

    [StorageFact]
    public async Task A_recovery_publishes_exactly_what_the_feed_has_not()
    {
        var call = await StartAsync();
        call.Tell(Take(Added("one")));
        var first = await _feed.ExpectMsgAsync<FeedEntry>();
        call.Tell(Take(Updated("two")));
        var second = await _feed.ExpectMsgAsync<FeedEntry>();
        call.Tell(new FeedReached(1));
        call.Tell(Take(Updated("three")));
        var third = await _feed.ExpectMsgAsync<FeedEntry>();
        await StopAsync(call);

        call = await StartAsync(reached: 1);

        var again = await _feed.ExpectMsgAsync<FeedEntry>();
        Assert.Equal((second.Sequence, NameOf(second)), (again.Sequence, NameOf(again)));
        Assert.Equal(second.Publications.Select(p => p.Time), again.Publications.Select(p => p.Time));
        Assert.Equal((third.Sequence, NameOf(third)), ((again = await _feed.ExpectMsgAsync<FeedEntry>()).Sequence, NameOf(again)));
        call.Tell(new FeedReached(3));
        var stale = await _feed.ExpectMsgAsync<FeedEntry>();
        Assert.Equal((4, "stale"), (stale.Sequence, stale.Publications[^1].Call!.Freshness));
        Assert.Equal(first.Publications[^1].Call!.Id, stale.Publications[^1].Call!.Id);
        call.Tell(new FeedReached(4));
        await _cluster.FishForMessageAsync<ClusterMessage.AggregateReconciled>(_ => true);
    }

    [StorageFact]
    public async Task A_snapshot_is_taken_only_of_what_the_feed_has_and_then_the_rows_before_it_go()
    {
        var call = await StartAsync(settings: World.Quick with { SnapshotInterval = 4 });
        call.Tell(Take(Added("name 0")));
        for (var i = 1; i <= 4; i++)
        {
            await _feed.FishForMessageAsync<FeedEntry>(e => e.Sequence == i);
            call.Tell(new FeedReached(Math.Min(i, 3)));
            call.Tell(Take(Updated($"name {i}")));
        }

        await _feed.FishForMessageAsync<FeedEntry>(e => e.Sequence == 5);
        await StopAsync(call);
        Assert.Empty(Snapshots());

        call = await StartAsync(reached: 3, settings: World.Quick with { SnapshotInterval = 4 });
        call.Tell(new FeedReached(4));
        await _feed.FishForMessageAsync<FeedEntry>(e => e.Sequence == 6);
        call.Tell(new FeedReached(6));

        await EventuallyAsync(() => Snapshots() is ["6"], "there is a snapshot");
        await EventuallyAsync(() => Rows() is ["6"], "the rows before it are gone");
        await StopAsync(call);
        call = await StartAsync(reached: 6);
        call.Tell(Take(Added("after")));
        await _feed.FishForMessageAsync<FeedEntry>(e => e.Sequence == 7 && NameOf(e) == "after");
    }

    [StorageFact]
    public async Task A_space_is_used_again_after_a_snapshot_of_its_end_although_the_feed_has_forgotten_it()
    {
        var settings = World.Quick with { SnapshotInterval = 1, HandoverTime = TimeSpan.FromMinutes(10) };
        var call = await StartAsync(settings: settings);
        call.Tell(Take(Added("name 0")));
        for (var i = 1; i <= 12; i++)
        {
            await EntriesUntilAsync(e => NameOf(e) == $"name {i - 1}");
            call.Tell(Take(Updated($"name {i}")));
        }

        // One is taken only of what comes when none is due.
        var last = (await EntriesUntilAsync(e => NameOf(e) == "name 12"))[^1];
        await EventuallyAsync(() => Snapshots().Contains($"{last.Sequence}"), "there is a snapshot of the last name");
        var removed = new CallFact.InstanceRemoved(Moment(), Instance, Epoch, "callEnded");
        call.Tell(Take(removed));
        var gone = (await EntriesUntilAsync(e => e.Publications[^1].Call!.Instances.IsEmpty))[^1];
        await EventuallyAsync(() => Snapshots().Contains($"{gone.Sequence}"), "there is a snapshot of what went before the end");
        call.Tell(Take(new CallFact.TimePassed(removed.At + settings.HandoverTime)));
        var end = (await EntriesUntilAsync(e => e.IsEnd))[^1];
        Assert.True(end.Sequence > 12);
        await _cluster.FishForMessageAsync<ClusterMessage.AggregateIdle>(_ => true);
        await EventuallyAsync(() => Snapshots().Contains($"{end.Sequence}"), "there is a snapshot of the end");
        await EventuallyAsync(() => Snapshots().Count == 1, "the ones before are gone");
        await StopAsync(call);

        call = await StartAsync(reached: 0, settings: settings);
        call.Tell(Take(Added("again")));

        var again = await _feed.FishForMessageAsync<FeedEntry>(e => NameOf(e) == "again");
        Assert.Equal(end.Sequence + 1, again.Sequence);
    }

    [StorageFact]
    public async Task A_handover_that_was_under_way_ends_in_time_after_a_recovery()
    {
        var call = await StartAsync(settings: World.Quick with { HandoverTime = TimeSpan.FromMinutes(10) });
        call.Tell(Take(Added("one")));
        var removed = new CallFact.InstanceRemoved(Moment(), Instance, Epoch, "callEnded");
        call.Tell(Take(removed));
        await EntriesUntilAsync(e => e.Publications[^1].Call!.Instances.IsEmpty);
        await StopAsync(call);

        call = await StartAsync(reached: 2);

        var ended = await _feed.FishForMessageAsync<FeedEntry>(e => e.Publications is [.., { Type: PublicationType.CallEnded }]);
        Assert.Equal(removed.At, ended.Publications[^1].Call!.EndedAt);
        call.Tell(new FeedReached(ended.Sequence));
        await _cluster.FishForMessageAsync<ClusterMessage.AggregateIdle>(_ => true);
    }

    [StorageFact]
    public async Task A_call_that_knows_nothing_says_so_again_after_each_fact()
    {
        var call = await StartAsync();
        await _cluster.FishForMessageAsync<ClusterMessage.AggregateIdle>(_ => true);

        call.Tell(Take(new CallFact.InstanceRemoved(Moment(), Instance, Epoch, null)));

        await _cluster.FishForMessageAsync<ClusterMessage.AggregateIdle>(_ => true);
    }

    [StorageFact]
    public async Task A_write_that_fails_stops_the_call_and_readiness_says_why()
    {
        var call = await StartAsync();
        call.Tell(Take(Added("one")));
        await _feed.ExpectMsgAsync<FeedEntry>();
        await _cluster.WatchAsync(call);
        FailJournal();

        call.Tell(Take(Updated("two")));

        await _cluster.FishForMessageAsync<Terminated>(t => t.ActorRef.Equals(call));
        Assert.Contains("no writes today", World.Readiness.StorageProblem, StringComparison.Ordinal);
        await _feed.ExpectNoMsgAsync(TimeSpan.FromMilliseconds(100));

        HealJournal();
        call = await StartAsync(reached: 1);
        call.Tell(Take(Added("two")));
        await _feed.FishForMessageAsync<FeedEntry>(e => NameOf(e) == "two");
        Assert.Null(World.Readiness.StorageProblem);
    }

    private World World { get; set; } = null!;

    private async Task<IActorRef> StartAsync(long reached = 0, OrchestratorSettings? settings = null)
    {
        World = new World(_feed, settings, reached: ImmutableDictionary<string, long>.Empty.Add(Id, reached));
        var call = _cluster.ChildActorOf(CallAggregate.Props(Emea, Call, World.Runtime), $"call-{++_started}", SupervisorStrategy.StoppingStrategy);
        await _cluster.FishForMessageAsync<ClusterMessage.AggregateRecovered>(_ => true);
        return call;
    }

    private async Task StopAsync(IActorRef call)
    {
        await _cluster.WatchAsync(call);
        Sys.Stop(call);
        await _cluster.FishForMessageAsync<Terminated>(t => t.ActorRef.Equals(call));
    }

    private async Task<List<FeedEntry>> EntriesUntilAsync(Predicate<FeedEntry> isLast)
    {
        var entries = new List<FeedEntry>();
        do
        {
            entries.Add(await _feed.ExpectMsgAsync<FeedEntry>());
            _feed.LastSender.Tell(new FeedReached(entries[^1].Sequence));
        }
        while (!isLast(entries[^1]));
        return entries;
    }

    private CallAggregate.Take Take(CallFact fact) => new(fact, _origin.Ref);

    private static CallFact.InstanceAdded Added(string name) => new(Moment(), Instance, Epoch, Told.Add(1, name).Elements);

    private static CallFact.InstanceUpdated Updated(string name) =>
        new(Moment(), Instance, Epoch, ElementValues.Of((Element.Name, ElementValue.Of(name))));

    private static string? NameOf(FeedEntry entry) => entry.Publications.LastOrDefault(p => p.Call is not null)?.Call?.Name;

    private static Instant Moment() => Instant.Of(TimeProvider.System.GetUtcNow());

    private List<string> Snapshots() => Place.Texts(Tables.Snapshots, "SELECT sequence_number FROM snapshot ORDER BY 1");

    private List<string> Rows() => Place.Texts(Tables.Journal, "SELECT sequence_number FROM journal ORDER BY 1");
}
