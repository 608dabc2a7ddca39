using CmsOrchestrator.Actors.Databases;
using CmsOrchestrator.Model.Views;
using CmsOrchestrator.Support;
using static CmsOrchestrator.Actors.Tests.Feed.Views;

namespace CmsOrchestrator.Actors.Tests.Feed;

public sealed class CleanOnSqlite() : CleanTests(() => new SqlitePlace());

[NeedsPostgreSql]
public sealed class CleanOnPostgreSql() : CleanTests(() => new PostgreSqlPlace());

public abstract class CleanTests : IDisposable
{
    private readonly StoreFixture _fixture;

    private protected CleanTests(Func<IStorePlace> place) => _fixture = new StoreFixture(place());

    public void Dispose()
    {
        _fixture.Dispose();
        GC.SuppressFinalize(this);
    }

    [StorageFact]
    public void Feed_rows_of_more_than_ten_minutes_go_and_the_others_and_what_is_live_stay()
    {
        _fixture.Append(Entry(1, 1, Started(1)));
        _fixture.Clock.Advance(TimeSpan.FromMinutes(9));
        _fixture.Append(Entry(1, 2, Updated(1, "two")));
        _fixture.Clock.Advance(TimeSpan.FromMinutes(1));
        _fixture.CleanAll();
        Assert.Equal(["1", "2"], _fixture.Feed("SELECT revision FROM feed"));

        _fixture.Clock.Advance(TimeSpan.FromMilliseconds(1));
        _fixture.CleanAll();

        Assert.Equal(["2"], _fixture.Feed("SELECT revision FROM feed"));
        Assert.Equal("two", Assert.Single(_fixture.Restart().Live).Call?.Name);
    }

    [StorageFact]
    public void The_age_of_a_row_counts_from_its_revision_and_not_from_what_it_tells()
    {
        _fixture.Append(Entry(1, 1, Started(1) with { Time = Now + -TimeSpan.FromHours(5) }));
        _fixture.CleanAll();

        Assert.Equal(["1"], _fixture.Feed("SELECT revision FROM feed"));
    }

    [StorageFact]
    public void Many_rows_go_in_bounded_steps()
    {
        for (var i = 0; i < 12; i++)
        {
            _fixture.Store.Append([OfBridges([.. Enumerable.Repeat(Publication.Of(Now, Bridge("lon1")), 100)])]);
        }

        _fixture.Clock.Advance(TimeSpan.FromMinutes(11));

        Assert.True(_fixture.Store.Clean(_fixture.Now, TimeSpan.FromDays(30)));
        Assert.Equal(["700"], _fixture.Feed("SELECT count(*) FROM feed"));
        Assert.Equal(2, _fixture.CleanAll());
        Assert.Equal(["0"], _fixture.Feed("SELECT count(*) FROM feed"));
        Assert.Equal(1201, _fixture.Store.Append([OfBridges(Publication.Of(Now, Bridge("lon1")))])[0].Revision);
    }

    [StorageFact]
    public void History_beyond_its_time_goes()
    {
        var days = TimeSpan.FromDays(1);
        _fixture.Append(Entry(1, 1, Started(1), Joined(1, 1), Left(1, 1, Now), Joined(1, 2), Left(1, 2, Now + days), Ended(1, Now + days)));
        _fixture.Append(Entry(2, 1, Started(2), Ended(2, Now)));
        _fixture.Clock.Advance(days + days);

        _fixture.CleanAll(days);
        Assert.Equal(["00000001-0000-7000-8000-000000000001"], _fixture.Feed("SELECT call FROM history_calls"));
        Assert.Equal(["2@EXAMPLE.NET"], _fixture.Feed("SELECT uri FROM history_participants"));

        _fixture.Clock.Advance(TimeSpan.FromMilliseconds(1));
        _fixture.CleanAll(days);
        Assert.Empty(_fixture.Feed("SELECT call FROM history_calls UNION SELECT call FROM history_participants"));
    }

    [StorageFact]
    public void An_aggregate_that_ended_loses_its_snapshots_at_once_and_its_events_when_no_recovery_can_still_need_them()
    {
        EndedCall(1);
        _fixture.Append(Entry(2, 1, Started(2)));
        _fixture.Snapshot(2, 1);

        _fixture.CleanAll();
        Assert.Equal([Pid(2)], _fixture.Place.Texts(Tables.Snapshots, "SELECT persistence_id FROM snapshot"));
        Assert.Equal([Pid(1), Pid(1), Pid(2)], JournalIds());

        _fixture.Clock.Advance(TimeSpan.FromMinutes(2));
        _fixture.CleanAll();
        Assert.Equal([Pid(2)], JournalIds());
        Assert.Equal([Pid(2)], _fixture.Feed("SELECT persistence_id FROM progress"));
        Assert.Equal([Pid(2)], _fixture.Restart().ToRecover);
    }

    [StorageFact]
    public void A_call_that_goes_on_after_its_end_keeps_its_events()
    {
        EndedCall(1);
        _fixture.CleanAll();
        _fixture.Journal(1, 3);
        _fixture.Clock.Advance(TimeSpan.FromHours(1));
        _fixture.CleanAll();
        Assert.Equal([Pid(1), Pid(1), Pid(1)], JournalIds());

        _fixture.Store.Append([Entry(1, 3, Started(1))]);
        _fixture.CleanAll();
        Assert.Equal([Pid(1), Pid(1), Pid(1)], JournalIds());
    }

    [StorageFact]
    public void A_call_whose_rows_are_gone_begins_at_1_again()
    {
        Forgotten(1);

        Assert.Single(_fixture.Append(Entry(1, 1, Started(1))));
        Assert.Equal(1, _fixture.Restart().Reached[Pid(1)]);
    }

    [StorageFact]
    public void A_call_that_goes_on_while_its_rows_are_deleted_is_taken_on_where_it_is()
    {
        Forgotten(1);

        Assert.Single(_fixture.Append(Entry(1, 3, Started(1))));
    }

    [StorageFact]
    public void A_replay_of_events_that_were_deleted_meanwhile_is_not_told_again()
    {
        Forgotten(1);
        _fixture.Journal(1, 3);

        var changes = _fixture.Store.Append([Entry(1, 1, Started(1)), End(1, 2, Ended(1)), Entry(1, 3, Started(1))]);

        Assert.Equal(3, Assert.Single(changes).Revision);
    }

    [StorageFact]
    public void A_crash_between_the_events_and_the_progress_is_made_good_at_the_next_start()
    {
        EndedCall(1);
        _fixture.CleanAll();
        _fixture.Place.Run(Tables.Journal, "DELETE FROM journal");

        Assert.Empty(_fixture.Restart().Reached);
        Assert.Single(_fixture.Append(Entry(1, 1, Started(1))));
    }

    [StorageFact]
    public void A_failure_between_the_events_and_the_progress_is_made_good_before_anything_is_appended()
    {
        EndedCall(1);
        _fixture.CleanAll();
        _fixture.Clock.Advance(TimeSpan.FromMinutes(2));
        _fixture.Place.Refuse(Tables.Feed, "progress", "DELETE", "not now");
        Assert.Throws<StorageException>(() => _fixture.CleanAll());
        Assert.Empty(JournalIds());
        Assert.Throws<StorageException>(() => _fixture.Append(Entry(1, 1, Started(1))));

        _fixture.Place.Allow(Tables.Feed, "progress");

        Assert.Single(_fixture.Store.Append([Entry(1, 1, Started(1))]));
    }

    private void EndedCall(int call)
    {
        _fixture.Append(Entry(call, 1, Started(call)));
        _fixture.Snapshot(call, 1);
        _fixture.Append(End(call, 2, Ended(call)));
    }

    private void Forgotten(int call)
    {
        EndedCall(call);
        _fixture.CleanAll();
        _fixture.Clock.Advance(TimeSpan.FromMinutes(2));
        _fixture.CleanAll();
        Assert.Empty(JournalIds());
    }

    private List<string> JournalIds() => _fixture.Place.Texts(Tables.Journal, "SELECT persistence_id FROM journal ORDER BY ordering");
}
