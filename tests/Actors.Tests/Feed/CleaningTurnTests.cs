using CmsOrchestrator.Actors.Feed;

namespace CmsOrchestrator.Actors.Tests.Feed;

public sealed class CleaningTurnTests
{
    private readonly CleaningTurn _turn = new();

    [Fact]
    public void It_comes_when_something_may_be_too_old_and_nothing_else_is_to_be_done()
    {
        Assert.False(_turn.TryTake(isIdle: true));

        _turn.Due();

        Assert.False(_turn.TryTake(isIdle: false));
        Assert.True(_turn.TryTake(isIdle: true));
        Assert.False(_turn.TryTake(isIdle: true));
    }

    [Fact]
    public void Under_a_load_that_never_rests_as_many_rows_may_go_as_changes_come()
    {
        var (appended, deleted) = (0, 0);
        _turn.Due();
        for (var batch = 0; batch < 1000; batch++)
        {
            _turn.Appended(1024);
            appended += 1024;
            while (_turn.TryTake(isIdle: false))
            {
                deleted += FeedCleaner.Rows;
                _turn.Due();
            }
        }

        Assert.InRange(appended - deleted, 0, FeedCleaner.Rows);
    }

    [Fact]
    public void What_is_appended_while_nothing_is_too_old_does_not_count()
    {
        _turn.Appended(100 * FeedCleaner.Rows);
        _turn.Due();

        Assert.False(_turn.TryTake(isIdle: false));
    }
}
