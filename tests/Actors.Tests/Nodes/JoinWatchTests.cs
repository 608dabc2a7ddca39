using CmsOrchestrator.Actors.Nodes;
using CmsOrchestrator.Actors.Tests.Leases;
using CmsOrchestrator.Support;
using Microsoft.Extensions.Time.Testing;

namespace CmsOrchestrator.Actors.Tests.Nodes;

[NeedsPostgreSql]
public sealed class JoinWatchTests : LeaseTest
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);

    [StorageFact]
    public void It_is_time_to_ask_once_a_minute()
    {
        var watch = new JoinWatch(Table, _time);
        Assert.False(watch.IsDue());
        _time.Advance(JoinWatch.Longest);
        Assert.True(watch.IsDue());
        Assert.False(watch.IsDue());
        _time.Advance(JoinWatch.Longest);
        Assert.True(watch.IsDue());
    }

    [StorageFact]
    public async Task Others_work_while_one_of_them_has_a_lease()
    {
        var watch = new JoinWatch(Table, _time);
        Assert.False((await watch.AskAsync()).OthersWork);

        var other = Owner("other", timeToLive: TimeSpan.FromMinutes(3));
        Assert.True(await other.Acquire());
        Assert.True((await watch.AskAsync()).OthersWork);

        Assert.True(await other.Release());
        Assert.False((await watch.AskAsync()).OthersWork);
    }

    [StorageFact]
    public async Task A_database_that_does_not_answer_says_nothing_of_others()
    {
        var table = new Gate(Table);
        table.Close();

        var asked = new JoinWatch(table, _time).AskAsync();
        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.False((await asked.WaitAsync(TimeSpan.FromSeconds(60))).OthersWork);
    }
}
