using CmsOrchestrator.Actors.Databases;
using CmsOrchestrator.Model.Views;
using CmsOrchestrator.Support;
using static CmsOrchestrator.Actors.Tests.Feed.Views;

namespace CmsOrchestrator.Actors.Tests.Feed;

public sealed class AppendOnSqlite() : AppendTests(() => new SqlitePlace());

[NeedsPostgreSql]
public sealed class AppendOnPostgreSql() : AppendTests(() => new PostgreSqlPlace());

public abstract class AppendTests : IDisposable
{
    private readonly StoreFixture _fixture;

    private protected AppendTests(Func<IStorePlace> place) => _fixture = new StoreFixture(place());

    public void Dispose()
    {
        _fixture.Dispose();
        GC.SuppressFinalize(this);
    }

    [StorageFact]
    public void A_new_store_has_nothing()
    {
        Assert.Equal(0, _fixture.Start.Revision);
        Assert.Empty(_fixture.Start.Live);
        Assert.Empty(_fixture.Start.Reached);
        Assert.Empty(_fixture.Start.ToRecover);
    }

    [StorageFact]
    public void Revisions_are_gap_free_over_batches_and_restarts()
    {
        _fixture.Journal(1, 1, 2);
        var first = _fixture.Store.Append([Entry(1, 1, Started(1), Joined(1, 1)), OfBridges(Publication.Of(Now, Bridge("lon1")))]).Changes;
        Assert.Equal([1, 2, 3], first.Select(c => c.Revision));
        Assert.Equal([PublicationType.CallStarted, PublicationType.ParticipantJoined, PublicationType.CallBridgeUpdated], first.Select(c => c.Publication.Type));

        Assert.Equal(3, _fixture.Restart().Revision);
        Assert.Equal([4], _fixture.Store.Append([Entry(1, 2, Updated(1, "two"))]).Changes.Select(c => c.Revision));
        Assert.Equal(["1", "2", "3", "4"], _fixture.Feed("SELECT revision FROM feed ORDER BY revision"));
    }

    [StorageFact]
    public void A_sequence_number_is_taken_once_also_after_a_restart_and_within_a_batch()
    {
        _fixture.Journal(1, 1, 2);
        Assert.Single(_fixture.Store.Append([Entry(1, 1, Started(1)), Entry(1, 1, Started(1))]).Changes);
        Assert.Empty(_fixture.Store.Append([Entry(1, 1, Started(1))]).Changes);
        _fixture.Restart();
        var changes = _fixture.Store.Append([Entry(1, 1, Started(1)), Entry(1, 2, Updated(1, "two"))]).Changes;
        Assert.Equal(2, Assert.Single(changes).Revision);
        Assert.Equal(2, _fixture.Restart().Reached[Pid(1)]);
    }

    [StorageFact]
    public void An_event_that_publishes_nothing_moves_the_number_reached_and_no_revision()
    {
        _fixture.Append(Entry(1, 1, Started(1)));
        Assert.Empty(_fixture.Append(Entry(1, 2)));
        var start = _fixture.Restart();
        Assert.Equal(1, start.Revision);
        Assert.Equal(2, start.Reached[Pid(1)]);
    }

    [StorageFact]
    public void What_is_live_comes_back_word_for_word_calls_before_their_participants()
    {
        _fixture.Append(Entry(1, 1, Started(1, "Zürich \"1\""), Joined(1, 2), Joined(1, 1)));
        _fixture.Append(Entry(2, 1, Started(2), Joined(2, 1)));
        _fixture.Store.Append([OfBridges(Publication.Of(Now, Bridge("lon1")))]);

        var live = _fixture.Restart().Live;

        Assert.Equal([Call(1, "Zürich \"1\""), Call(2)], live.Take(2).Select(p => p.Call));
        Assert.Equal([Participant(1, 1), Participant(1, 2), Participant(2, 1)], live.Skip(2).Take(3).Select(p => p.Participant));
        Assert.Equal(Bridge("lon1"), live[5].CallBridge);
    }

    [StorageFact]
    public void The_body_of_a_row_is_what_the_API_shows()
    {
        _fixture.Append(Entry(1, 1, Started(1)));

        Assert.Equal(
            "{\"id\":\"00000001-0000-7000-8000-000000000001\",\"cluster\":\"emea\",\"callCorrelator\":\"00000002-0000-7000-8000-000000000001\","
            + "\"name\":\"Weekly\",\"callType\":\"coSpace\",\"state\":\"active\",\"freshness\":\"live\",\"degraded\":false,"
            + "\"startedAt\":\"2026-09-21T14:13:20.000Z\",\"endedAt\":null,\"endReason\":null,\"participants\":2,\"rosterSize\":1,"
            + "\"recording\":\"inactive\",\"endpointRecording\":null,\"streaming\":false,\"lockState\":\"notLocked\",\"joinAudioMuteOverride\":null,"
            + "\"instances\":[{\"callBridge\":\"lon1\",\"call\":\"00000003-0000-7000-8000-000000000001\",\"freshness\":\"live\",\"staleSince\":null,"
            + "\"participants\":2,\"distributedInstances\":1,\"lockState\":null,\"roster\":\"active\",\"callInfo\":\"none\"}]}",
            Assert.Single(_fixture.Feed("SELECT body FROM feed")));
        Assert.Equal(["call.started|emea|00000001-0000-7000-8000-000000000001"], _fixture.Feed("SELECT type || '|' || cluster || '|' || call FROM feed"));
    }

    [StorageFact]
    public void Ended_calls_and_participants_that_left_are_history()
    {
        _fixture.Append(Entry(1, 1, Started(1), Joined(1, 1)));
        _fixture.Append(End(1, 2, Left(1, 1), Ended(1)));

        Assert.Equal(
            ["4|00000001-0000-7000-8000-000000000001|emea|WEEKLY|1790000000000|1790000000000"],
            _fixture.Feed("SELECT revision || '|' || call || '|' || cluster || '|' || name || '|' || started || '|' || ended FROM history_calls"));
        Assert.Equal(
            ["3|ZOË ß|1@EXAMPLE.NET|1790000000000|1790000000000"],
            _fixture.Feed("SELECT revision || '|' || name || '|' || uri || '|' || joined || '|' || \"left\" FROM history_participants"));
        Assert.Empty(_fixture.Restart().Live);
    }

    [StorageFact]
    public void A_batch_that_fails_leaves_nothing_and_can_be_appended_again()
    {
        _fixture.Journal(1, 1);
        _fixture.Place.Refuse(Tables.Feed, "live", "INSERT", "no participants today", "new.kind = 1");
        var entry = Entry(1, 1, Started(1), Joined(1, 1));

        var error = Assert.Throws<StorageException>(() => _fixture.Store.Append([entry]));
        Assert.Equal($"{_fixture.Place.Name} failed: no participants today.", error.Message);
        Assert.Empty(_fixture.Feed("SELECT revision FROM feed UNION SELECT 1 FROM live UNION SELECT 1 FROM progress"));

        _fixture.Place.Allow(Tables.Feed, "live");
        Assert.Equal([1, 2], _fixture.Store.Append([entry]).Changes.Select(c => c.Revision));
    }
}
