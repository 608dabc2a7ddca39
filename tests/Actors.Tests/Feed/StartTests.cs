using CmsOrchestrator.Actors.Databases;
using CmsOrchestrator.Support;
using static CmsOrchestrator.Actors.Tests.Feed.Views;

namespace CmsOrchestrator.Actors.Tests.Feed;

public sealed class StartOnSqlite() : StartTests(() => new SqlitePlace());

[NeedsPostgreSql]
public sealed class StartOnPostgreSql() : StartTests(() => new PostgreSqlPlace());

public abstract class StartTests : IDisposable
{
    private readonly StoreFixture _fixture;

    private protected StartTests(Func<IStorePlace> place) => _fixture = new StoreFixture(place());

    public void Dispose()
    {
        _fixture.Dispose();
        GC.SuppressFinalize(this);
    }

    [StorageFact]
    public void Calls_that_are_live_and_calls_whose_journal_is_ahead_are_to_be_recovered()
    {
        _fixture.Append(Entry(1, 1, Started(1)));
        _fixture.Append(Entry(2, 1, Started(2)));
        _fixture.Append(End(2, 2, Ended(2)));
        _fixture.Append(Entry(3, 1, Started(3)));
        _fixture.Append(End(3, 2, Ended(3)));
        _fixture.Journal(3, 3);
        _fixture.Journal(4, 1, 2);

        Assert.Equal([Pid(1), Pid(3), Pid(4)], _fixture.Restart().ToRecover);
    }

    [StorageFact]
    public void What_the_journal_has_more_is_appended_after_a_start_and_then_nothing_is_left_to_recover()
    {
        _fixture.Journal(1, 1, 2);
        _fixture.Store.Append([Entry(1, 1, Started(1))]);
        Assert.Equal([Pid(1)], _fixture.Restart().ToRecover);

        _fixture.Store.Append([Entry(1, 1, Started(1)), End(1, 2, Ended(1))]);

        Assert.Empty(_fixture.Restart().ToRecover);
    }

    [StorageFact]
    public void A_process_starts_later_than_every_one_before_also_where_the_clock_goes_back()
    {
        Assert.Equal(Now.Milliseconds, _fixture.Start.ProcessStart);
        Assert.Equal(Now.Milliseconds + 1, _fixture.Restart().ProcessStart);
        _fixture.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(Now.Milliseconds + 3_600_000, _fixture.Restart().ProcessStart);

        using var later = _fixture.Place.Open(_fixture.Clock);
        Assert.Equal(Now.Milliseconds + 3_600_001, later.Start(Now).ProcessStart);
        Assert.Equal(Now.Milliseconds + 3_600_002, later.Start(Now).ProcessStart);
    }

    [StorageFact]
    public void A_journal_that_is_behind_the_feed_is_refused_because_what_its_calls_write_next_would_be_skipped()
    {
        _fixture.Append(Entry(1, 1, Started(1)));
        _fixture.Append(Entry(1, 2, Updated(1, "two")));
        _fixture.Place.Run(Tables.Journal, "DELETE FROM journal WHERE sequence_number = 2");

        var error = Assert.Throws<StorageException>(() => _fixture.Restart());

        Assert.StartsWith($"{_fixture.Place.Name} is ahead of the journal beside it (call-1: 2, journal 1)", error.Message, StringComparison.Ordinal);
    }

    [StorageFact]
    public void A_file_of_a_newer_version_is_refused()
    {
        _fixture.Place.SetVersion(99);

        var error = Assert.Throws<StorageException>(() => _fixture.Restart());

        Assert.StartsWith($"{_fixture.Place.Name} was written by a newer version of the program (schema 99", error.Message, StringComparison.Ordinal);
    }

    [StorageFact]
    public void A_body_that_cannot_be_read_is_one_line_that_names_the_file()
    {
        _fixture.Append(Entry(1, 1, Started(1)));
        _fixture.Place.Run(Tables.Feed, "UPDATE live SET body = '{'");

        var error = Assert.Throws<StorageException>(() => _fixture.Restart());

        Assert.StartsWith($"{_fixture.Place.Name} is corrupt: a row of live cannot be read", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }
}
