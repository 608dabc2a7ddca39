using CmsOrchestrator.Actors.Feed;
using static CmsOrchestrator.Actors.Tests.Feed.Views;

namespace CmsOrchestrator.Actors.Tests.Feed;

public sealed class StartTests : IDisposable
{
    private readonly StoreFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
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

    [Fact]
    public void What_the_journal_has_more_is_appended_after_a_start_and_then_nothing_is_left_to_recover()
    {
        _fixture.Journal(1, 1, 2);
        _fixture.Store.Append([Entry(1, 1, Started(1))]);
        Assert.Equal([Pid(1)], _fixture.Restart().ToRecover);

        _fixture.Store.Append([Entry(1, 1, Started(1)), End(1, 2, Ended(1))]);

        Assert.Empty(_fixture.Restart().ToRecover);
    }

    [Fact]
    public void A_process_starts_later_than_every_one_before_also_where_the_clock_goes_back()
    {
        Assert.Equal(Now.Milliseconds, _fixture.Start.ProcessStart);
        Assert.Equal(Now.Milliseconds + 1, _fixture.Restart().ProcessStart);
        _fixture.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(Now.Milliseconds + 3_600_000, _fixture.Restart().ProcessStart);

        using var later = new SqliteFeedStore(_fixture.Files, _fixture.Clock);
        Assert.Equal(Now.Milliseconds + 3_600_001, later.Start(Now).ProcessStart);
        Assert.Equal(Now.Milliseconds + 3_600_002, later.Start(Now).ProcessStart);
    }

    [Fact]
    public void A_journal_that_is_behind_the_feed_is_refused_because_what_its_calls_write_next_would_be_skipped()
    {
        _fixture.Append(Entry(1, 1, Started(1)));
        _fixture.Append(Entry(1, 2, Updated(1, "two")));
        Sqlite.Run(_fixture.Files.Journal, "DELETE FROM journal WHERE sequence_number = 2");

        var error = Assert.Throws<StorageException>(() => _fixture.Restart());

        Assert.StartsWith($"{_fixture.Files.Feed} is ahead of the journal beside it (call-1: 2, journal 1)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_a_newer_version_is_refused()
    {
        Sqlite.Run(_fixture.Files.Feed, "PRAGMA user_version = 99");

        var error = Assert.Throws<StorageException>(() => _fixture.Restart());

        Assert.StartsWith($"{_fixture.Files.Feed} was written by a newer version of the program (schema 99", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_body_that_cannot_be_read_is_one_line_that_names_the_file()
    {
        _fixture.Append(Entry(1, 1, Started(1)));
        Sqlite.Run(_fixture.Files.Feed, "UPDATE live SET body = '{'");

        var error = Assert.Throws<StorageException>(() => _fixture.Restart());

        Assert.StartsWith($"{_fixture.Files.Feed} is corrupt: a row of live cannot be read", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }
}
