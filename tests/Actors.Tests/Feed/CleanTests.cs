using CmsOrchestrator.Actors.Databases;
using CmsOrchestrator.Model.Views;
using CmsOrchestrator.Support;
using static CmsOrchestrator.Actors.Tests.Feed.Views;

namespace CmsOrchestrator.Actors.Tests.Feed;

public sealed class CleanOnSqlite() : CleanTests(() => new SqlitePlace())
{
    [Fact]
    public void A_failure_between_the_events_and_the_progress_is_made_good_before_anything_is_appended()
    {
        EndedCall(1);
        Fixture.CleanAll();
        Fixture.Clock.Advance(TimeSpan.FromMinutes(2));
        Fixture.Place.Refuse(Tables.Feed, "progress", "DELETE", "not now");
        Assert.Throws<StorageException>(() => Fixture.CleanAll());
        Assert.Empty(JournalIds());
        Assert.Throws<StorageException>(() => Fixture.Append(Entry(1, 1, Started(1))));

        Fixture.Place.Allow(Tables.Feed, "progress");

        Assert.Single(Fixture.Store.Append([Entry(1, 1, Started(1))]).Changes);
    }
}

[NeedsPostgreSql]
public sealed class CleanOnPostgreSql() : CleanTests(() => new PostgreSqlPlace())
{
    [StorageFact]
    public void The_events_and_the_progress_go_together_or_not_at_all()
    {
        EndedCall(1);
        Fixture.CleanAll();
        Fixture.Clock.Advance(TimeSpan.FromMinutes(2));
        Fixture.Place.Refuse(Tables.Feed, "progress", "DELETE", "not now");
        Assert.Throws<StorageException>(() => Fixture.CleanAll());
        Assert.Equal([Pid(1), Pid(1)], JournalIds());
        Assert.Single(Fixture.Append(Entry(1, 3, Started(1))));

        Fixture.Place.Allow(Tables.Feed, "progress");
        Fixture.CleanAll();

        Assert.Equal([Pid(1), Pid(1), Pid(1)], JournalIds());
    }
}

public abstract class CleanTests : IDisposable
{
    private protected StoreFixture Fixture { get; }

    private protected CleanTests(Func<IStorePlace> place) => Fixture = new StoreFixture(place());

    public void Dispose()
    {
        Fixture.Dispose();
        GC.SuppressFinalize(this);
    }

    [StorageFact]
    public void Feed_rows_of_more_than_ten_minutes_go_and_the_others_and_what_is_live_stay()
    {
        Fixture.Append(Entry(1, 1, Started(1)));
        Fixture.Clock.Advance(TimeSpan.FromMinutes(9));
        Fixture.Append(Entry(1, 2, Updated(1, "two")));
        Fixture.Clock.Advance(TimeSpan.FromMinutes(1));
        Fixture.CleanAll();
        Assert.Equal(["1", "2"], Fixture.Feed("SELECT revision FROM feed"));

        Fixture.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Fixture.CleanAll();

        Assert.Equal(["2"], Fixture.Feed("SELECT revision FROM feed"));
        Assert.Equal("two", Assert.Single(Fixture.Restart().Live).Call?.Name);
    }

    [StorageFact]
    public void The_age_of_a_row_counts_from_its_revision_and_not_from_what_it_tells()
    {
        Fixture.Append(Entry(1, 1, Started(1) with { Time = Now + -TimeSpan.FromHours(5) }));
        Fixture.CleanAll();

        Assert.Equal(["1"], Fixture.Feed("SELECT revision FROM feed"));
    }

    [StorageFact]
    public void Many_rows_go_in_bounded_steps()
    {
        for (var i = 0; i < 24; i++)
        {
            Fixture.Store.Append([OfBridges([.. Enumerable.Repeat(Publication.Of(Now, Bridge("lon1")), 100)])]);
        }

        Fixture.Clock.Advance(TimeSpan.FromMinutes(11));

        Assert.True(Fixture.Store.Clean(Fixture.Now, TimeSpan.FromDays(30)));
        Assert.Equal(["1400"], Fixture.Feed("SELECT count(*) FROM feed"));
        Assert.Equal(2, Fixture.CleanAll());
        Assert.Equal(["0"], Fixture.Feed("SELECT count(*) FROM feed"));
        Assert.Equal(2401, Fixture.Store.Append([OfBridges(Publication.Of(Now, Bridge("lon1")))]).Changes[0].Revision);
    }

    [StorageFact]
    public void History_beyond_its_time_goes()
    {
        var days = TimeSpan.FromDays(1);
        Fixture.Append(Entry(1, 1, Started(1), Joined(1, 1), Left(1, 1, Now), Joined(1, 2), Left(1, 2, Now + days), Ended(1, Now + days)));
        Fixture.Append(Entry(2, 1, Started(2), Ended(2, Now)));
        Fixture.Clock.Advance(days + days);

        Fixture.CleanAll(days);
        Assert.Equal(["00000001-0000-7000-8000-000000000001"], Fixture.Feed("SELECT call FROM history_calls"));
        Assert.Equal(["2@EXAMPLE.NET"], Fixture.Feed("SELECT uri FROM history_participants"));

        Fixture.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Fixture.CleanAll(days);
        Assert.Empty(Fixture.Feed("SELECT call FROM history_calls UNION SELECT call FROM history_participants"));
    }

    [StorageFact]
    public void An_aggregate_that_ended_loses_its_snapshots_at_once_and_its_events_when_no_recovery_can_still_need_them()
    {
        EndedCall(1);
        Fixture.Append(Entry(2, 1, Started(2)));
        Fixture.Snapshot(2, 1);

        Fixture.CleanAll();
        Assert.Equal([Pid(2)], Fixture.Place.Texts(Tables.Snapshots, "SELECT persistence_id FROM snapshot"));
        Assert.Equal([Pid(1), Pid(1), Pid(2)], JournalIds());

        Fixture.Clock.Advance(TimeSpan.FromMinutes(2));
        Fixture.CleanAll();
        Assert.Equal([Pid(2)], JournalIds());
        Assert.Equal([Pid(2)], Fixture.Feed("SELECT persistence_id FROM progress"));
        Assert.Equal([Pid(2)], Fixture.Restart().ToRecover);
    }

    [StorageFact]
    public void A_call_that_goes_on_after_its_end_keeps_its_events()
    {
        EndedCall(1);
        Fixture.CleanAll();
        Fixture.Journal(1, 3);
        Fixture.Clock.Advance(TimeSpan.FromHours(1));
        Fixture.CleanAll();
        Assert.Equal([Pid(1), Pid(1), Pid(1)], JournalIds());

        Fixture.Store.Append([Entry(1, 3, Started(1))]);
        Fixture.CleanAll();
        Assert.Equal([Pid(1), Pid(1), Pid(1)], JournalIds());
    }

    [StorageFact]
    public void A_call_whose_rows_are_gone_begins_at_1_again()
    {
        Forgotten(1);

        Assert.Single(Fixture.Append(Entry(1, 1, Started(1))));
        Assert.Equal(1, Fixture.Restart().Reached[Pid(1)]);
    }

    [StorageFact]
    public void A_call_that_goes_on_while_its_rows_are_deleted_is_taken_on_where_it_is()
    {
        Forgotten(1);

        Assert.Single(Fixture.Append(Entry(1, 3, Started(1))));
    }

    [StorageFact]
    public void A_replay_of_events_that_were_deleted_meanwhile_is_not_told_again()
    {
        Forgotten(1);
        Fixture.Journal(1, 3);

        var changes = Fixture.Store.Append([Entry(1, 1, Started(1)), End(1, 2, Ended(1)), Entry(1, 3, Started(1))]).Changes;

        Assert.Equal(3, Assert.Single(changes).Revision);
    }

    [StorageFact]
    public void A_crash_between_the_events_and_the_progress_is_made_good_at_the_next_start()
    {
        EndedCall(1);
        Fixture.CleanAll();
        Fixture.Place.Run(Tables.Journal, "DELETE FROM journal");

        Assert.Empty(Fixture.Restart().Reached);
        Assert.Single(Fixture.Append(Entry(1, 1, Started(1))));
    }

    private protected void EndedCall(int call)
    {
        Fixture.Append(Entry(call, 1, Started(call)));
        Fixture.Snapshot(call, 1);
        Fixture.Append(End(call, 2, Ended(call)));
    }

    private void Forgotten(int call)
    {
        EndedCall(call);
        Fixture.CleanAll();
        Fixture.Clock.Advance(TimeSpan.FromMinutes(2));
        Fixture.CleanAll();
        Assert.Empty(JournalIds());
    }

    private protected List<string> JournalIds() => Fixture.Place.Texts(Tables.Journal, "SELECT persistence_id FROM journal ORDER BY ordering");
}
