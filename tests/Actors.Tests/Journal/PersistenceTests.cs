using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence;
using Akka.TestKit.Xunit2;
using CmsOrchestrator.Actors.Tests.Feed;
using CmsOrchestrator.Support;

namespace CmsOrchestrator.Actors.Tests.Journal;

public sealed class PersistenceOnSqlite() : PersistenceTests(new SqlitePlace("with space 'and' \"quotes\" ü;#$"))
{
    [Fact]
    public async Task The_journal_and_the_snapshots_stay_in_WAL_mode_and_a_connection_is_as_safe_as_ours_by_default()
    {
        var files = ((SqlitePlace)Place).Files;
        await Run(async (kit, call) =>
        {
            call.Tell(Changes.One(Changes.Started(0)));
            await kit.ExpectMsgAsync(1L, TimeSpan.FromSeconds(20));
            foreach (var connection in new[] { files.JournalConnection, files.SnapshotConnection })
            {
                Assert.Equal("wal", Sqlite.TextOf(connection, "PRAGMA journal_mode"));
                Assert.Equal("2", Sqlite.TextOf(connection, "PRAGMA synchronous"));
            }
        });
    }
}

[NeedsPostgreSql]
public sealed class PersistenceOnPostgreSql() : PersistenceTests(new PostgreSqlPlace())
{
    [StorageFact]
    public async Task Of_two_writers_of_one_number_the_second_fails()
    {
        await Run(async (kit, call) =>
        {
            var other = kit.Sys.ActorOf(Props.Create(() => new TestCall("call-1")), "other");
            await Ask(kit, call);
            await Ask(kit, other);
            await kit.WatchAsync(other);
            call.Tell(Changes.One(Changes.Started(0)));
            await kit.ExpectMsgAsync(1L, TimeSpan.FromSeconds(20));
            other.Tell(Changes.One(Changes.Started(0)));
            await kit.ExpectTerminatedAsync(other, TimeSpan.FromSeconds(20));
        });

        Assert.Equal(["1"], Place.Texts(Tables.Journal, "SELECT count(*) FROM journal"));
    }
}

/// <summary>The real Akka.Persistence.Sql, through the files of hocon/.</summary>
public abstract class PersistenceTests : IDisposable
{
    private protected PersistenceTests(IStorePlace place) => Place = place;

    private protected IStorePlace Place { get; }

    public void Dispose()
    {
        Place.Dispose();
        GC.SuppressFinalize(this);
    }

    [StorageFact]
    public async Task A_call_comes_back_from_its_events_alone()
    {
        await Run(async (kit, call) =>
        {
            call.Tell(Changes.One([.. Changes.All]));
            await kit.ExpectMsgAsync(1L, TimeSpan.FromSeconds(20));
        });
        await Run(async (kit, call) =>
        {
            var told = await Ask(kit, call);
            Assert.Equal(1, told.Sequence);
            Same(Model.Calls.CallFold.Apply(Model.Calls.CallState.None, Changes.One([.. Changes.All])), told.State);
        });
    }

    [StorageFact]
    public async Task A_call_comes_back_from_its_snapshot_and_what_came_after_it_when_the_events_before_are_deleted()
    {
        await Run(async (kit, call) =>
        {
            call.Tell(Changes.One(Changes.Started(0)));
            call.Tell(Changes.One(Changes.Instance(1, "one")));
            await kit.ExpectMsgAsync(1L, TimeSpan.FromSeconds(20));
            await kit.ExpectMsgAsync(2L);
            kit.Sys.EventStream.Subscribe(kit.TestActor, typeof(SaveSnapshotSuccess));
            kit.Sys.EventStream.Subscribe(kit.TestActor, typeof(DeleteMessagesSuccess));
            call.Tell(new TestCall.Snap());
            await kit.ExpectMsgAsync<SaveSnapshotSuccess>(TimeSpan.FromSeconds(20));
            call.Tell(new TestCall.Forget(2));
            await kit.ExpectMsgAsync<DeleteMessagesSuccess>(TimeSpan.FromSeconds(20));
            call.Tell(Changes.One(Changes.Instance(2, "two")));
            await kit.ExpectMsgAsync(3L);
        });
        await Run(async (kit, call) =>
        {
            var told = await Ask(kit, call);
            Assert.Equal(3, told.Sequence);
            Assert.Equal("two", told.State.Session?.Name);
        });
    }

    [StorageFact]
    public async Task Deleting_all_events_of_a_call_keeps_the_last_row_by_which_the_feed_knows_how_far_the_journal_is()
    {
        await Run(async (kit, call) =>
        {
            call.Tell(Changes.One(Changes.Started(0)));
            call.Tell(Changes.One(Changes.Ended(1)));
            await kit.ExpectMsgAsync(1L, TimeSpan.FromSeconds(20));
            await kit.ExpectMsgAsync(2L);
            kit.Sys.EventStream.Subscribe(kit.TestActor, typeof(DeleteMessagesSuccess));
            call.Tell(new TestCall.Forget(2));
            await kit.ExpectMsgAsync<DeleteMessagesSuccess>(TimeSpan.FromSeconds(20));
        });

        using var databases = Place.Databases();
        var journal = databases.Journal;
        Assert.Equal(2, journal.Last("call-1"));
        Assert.Equal([new("call-1", 2)], journal.Last());
    }

    [StorageFact]
    public async Task What_is_in_the_tables_is_our_JSON_under_our_serializer_and_our_manifests()
    {
        await Run(async (kit, call) =>
        {
            call.Tell(Changes.One(Changes.Started(0)));
            await kit.ExpectMsgAsync(1L, TimeSpan.FromSeconds(20));
            kit.Sys.EventStream.Subscribe(kit.TestActor, typeof(SaveSnapshotSuccess));
            call.Tell(new TestCall.Snap());
            await kit.ExpectMsgAsync<SaveSnapshotSuccess>(TimeSpan.FromSeconds(20));
        });

        Assert.Equal(
            ["call-1|1|7201|call.changed.v1|{\"changes\":[{\"is\":\"sessionStarted\",\"id\":\"01990000-0000-7000-8000-000000000001\",\"at\":\"2026-09-21T14:13:20.000Z\"}]}"],
            Place.Texts(Tables.Journal, $"SELECT persistence_id || '|' || sequence_number || '|' || identifier || '|' || manifest || '|' || {Place.TextOf("message")} FROM journal"));
        Assert.StartsWith(
            "call-1|1|7201|call.state.v1|{\"session\":{",
            Assert.Single(Place.Texts(Tables.Snapshots, $"SELECT persistence_id || '|' || sequence_number || '|' || serializer_id || '|' || manifest || '|' || {Place.TextOf("snapshot")} FROM snapshot")),
            StringComparison.Ordinal);
    }

    [StorageFact]
    public async Task The_feed_deletes_what_Akka_wrote_up_to_a_number_and_no_further()
    {
        await Run(async (kit, call) =>
        {
            kit.Sys.EventStream.Subscribe(kit.TestActor, typeof(SaveSnapshotSuccess));
            for (var i = 1L; i <= 3; i++)
            {
                call.Tell(Changes.One(Changes.Started(0)));
                await kit.ExpectMsgAsync(i, TimeSpan.FromSeconds(20));
                call.Tell(new TestCall.Snap());
                await kit.ExpectMsgAsync<SaveSnapshotSuccess>(TimeSpan.FromSeconds(20));
            }
        });

        using var databases = Place.Databases();
        var journal = databases.Journal;
        Assert.Contains(new("call-1", 2), journal.Numbers(["call-1"]));
        databases.Tables.Database.Commit(() =>
        {
            journal.DeleteSnapshots([new("call-1", 2), new("call-2", 9)]);
            journal.DeleteEvents([new("call-1", 2), new("call-2", 9)]);
        });

        Assert.DoesNotContain(new("call-1", 2), journal.Numbers(["call-1"]));
        Assert.Equal(["3"], Place.Texts(Tables.Journal, "SELECT sequence_number FROM journal"));
        Assert.Equal(["3"], Place.Texts(Tables.Snapshots, "SELECT sequence_number FROM snapshot"));
    }

    [StorageFact]
    public async Task Nothing_is_ever_written_to_a_table_of_tags()
    {
        await Run(async (kit, call) =>
        {
            call.Tell(Changes.One(Changes.Started(0)));
            await kit.ExpectMsgAsync(1L, TimeSpan.FromSeconds(20));
        });

        Assert.DoesNotContain("tags", Place.TableNames(Tables.Journal));
    }

    private protected static async Task<TestCall.Told> Ask(TestKit kit, IActorRef call)
    {
        call.Tell(new TestCall.Tell());
        return await kit.ExpectMsgAsync<TestCall.Told>(TimeSpan.FromSeconds(20));
    }

    private static void Same(Model.Calls.CallState expected, Model.Calls.CallState actual) => Assert.Equal(
        System.Text.Json.JsonSerializer.Serialize(expected, Model.Json.JournalJson.Default.CallState),
        System.Text.Json.JsonSerializer.Serialize(actual, Model.Json.JournalJson.Default.CallState));

    private protected async Task Run(Func<TestKit, IActorRef, Task> work)
    {
        var config = ConfigurationFactory.ParseString("akka.actor.serialize-messages = off").WithFallback(Place.Config);
        using var kit = new TestKit(config);
        var call = kit.Sys.ActorOf(Props.Create(() => new TestCall("call-1")), "call");
        await work(kit, call);
    }
}
