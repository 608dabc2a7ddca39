using Akka.Actor;
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
    public void It_is_time_to_ask_once_a_minute_while_nothing_runs()
    {
        var watch = new JoinWatch(Table, _time);
        Assert.False(watch.IsDue(runsNothing: true));
        _time.Advance(JoinWatch.Longest);
        Assert.True(watch.IsDue(runsNothing: true));
        Assert.False(watch.IsDue(runsNothing: true));
        _time.Advance(JoinWatch.Longest);
        Assert.False(watch.IsDue(runsNothing: false));
        Assert.False(watch.IsDue(runsNothing: true));
        _time.Advance(JoinWatch.Longest);
        Assert.True(watch.IsDue(runsNothing: true));
    }

    [StorageFact]
    public async Task Strangers_work_while_one_of_them_has_a_shards_lease()
    {
        var watch = new JoinWatch(Table, _time);
        var (stranger, member) = (Node("10.0.0.2"), Node("10.0.0.1"));
        Assert.False((await watch.AskAsync()).StrangersWork([member]));

        var lease = Owner(stranger.HostPort(), name: "cms-orchestrator-shard-cms-cluster-1", timeToLive: TimeSpan.FromMinutes(3));
        var decision = Owner("cms-orchestrator@10.0.0.3:4053", name: "cms-orchestrator-akka-sbr", timeToLive: TimeSpan.FromMinutes(3));
        Assert.True(await lease.Acquire());
        Assert.True(await decision.Acquire());
        Assert.True((await watch.AskAsync()).StrangersWork([member]));
        Assert.True((await watch.AskAsync()).StrangersWork([]));
        Assert.False((await watch.AskAsync()).StrangersWork([member, stranger]));

        Assert.True(await lease.Release());
        Assert.False((await watch.AskAsync()).StrangersWork([member]));
    }

    [StorageFact]
    public async Task A_database_that_does_not_answer_says_nothing_of_strangers()
    {
        var table = new Gate(Table);
        table.Close();

        var asked = new JoinWatch(table, _time).AskAsync();
        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.False((await asked.WaitAsync(TimeSpan.FromSeconds(60))).StrangersWork([]));
    }

    private static Address Node(string host) => new("akka.ssl.tcp", "cms-orchestrator", host, 4053);
}
