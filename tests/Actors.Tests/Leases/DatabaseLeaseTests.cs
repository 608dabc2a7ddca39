using System.Diagnostics;
using Akka.Coordination;
using CmsOrchestrator.Actors.Tests.Support;
using CmsOrchestrator.Support;
using Microsoft.Extensions.Time.Testing;

namespace CmsOrchestrator.Actors.Tests.Leases;

[NeedsPostgreSql]
public sealed class DatabaseLeaseTests : LeaseTest
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    // Their owners are told apart from those who wait for them by seconds, so these leases last for minutes.
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(50);

    [StorageFact]
    public async Task One_owner_has_it_and_another_gets_it_after_the_release()
    {
        var (a, b) = (Owner("a", timeToLive: Long, interval: Often), Owner("b", timeToLive: Long, interval: Often));

        Assert.True(await a.Acquire());
        Assert.True(a.CheckLease());
        Assert.False(await b.Acquire()); // a renews it, and so is seen to live
        Assert.False(b.CheckLease());
        Assert.True(await a.Release());
        Assert.False(a.CheckLease());
        Assert.True(await b.Acquire());
    }

    [StorageFact]
    public async Task It_is_renewed_for_as_long_as_it_is_held()
    {
        var lost = 0;
        var a = Owner("a", timeToLive: Long, interval: Often);
        Assert.True(await a.Acquire(_ => Interlocked.Increment(ref lost)));
        var first = await Table.FindAsync("lease", default);

        var row = first;
        var clock = Stopwatch.StartNew();
        for (var renewals = 0; renewals < 5;)
        {
            Assert.True(clock.Elapsed < Limit, $"only {renewals} renewals");
            await Task.Delay(20); // who looks without a pause keeps the owner from its turn
            var before = row;
            row = await Table.FindAsync("lease", default);
            Assert.Equal(0, Volatile.Read(ref lost));
            renewals += row!.Expires > before!.Expires ? 1 : 0;
        }

        Assert.Equal(first!.Fence, row!.Fence);
        Assert.True(a.CheckLease());
        Assert.True(Metrics.Total("cms_lease_renewals_total") > 0);
        Assert.Equal(0, Metrics.Total("cms_lease_losses_total"));
        Assert.Equal(1, Metrics.Total("cms_leases_held"));
    }

    [StorageFact]
    public async Task Who_died_is_waited_for_until_its_time_is_over()
    {
        var dead = Owner("dead");
        Assert.True(await dead.Acquire());
        dead.Stop();

        Assert.True(await Owner("heir").Acquire().WaitAsync(Limit));
    }

    [StorageFact]
    public async Task The_process_that_has_the_address_now_is_not_the_one_that_had_it_before()
    {
        var before = Owner("10.0.0.1:4053", timeToLive: Long, interval: Often);
        Assert.True(await before.Acquire());

        Assert.False(await Owner("10.0.0.1:4053", timeToLive: Long, interval: Often).Acquire().WaitAsync(Limit));
    }

    // Its clock goes on, and none of its code has run: what a process finds that was stopped and continued.
    [StorageFact]
    public async Task Who_was_paused_for_longer_than_it_lasts_knows_before_it_is_told()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var table = new Gate(Table);
        var lost = new TaskCompletionSource<Exception>(TaskCreationOptions.RunContinuationsAsynchronously);
        var a = Owner("a", table: table, time: time, timeToLive: Long);
        Assert.True(await a.Acquire(lost.SetResult));
        table.Close();

        time.Advance(Long * 0.8);
        Assert.True(a.CheckLease());
        time.Advance(Long * 0.11);

        Assert.False(a.CheckLease());
        Assert.IsType<LeaseException>(await lost.Task.WaitAsync(Limit));
    }

    [StorageFact]
    public async Task A_clock_that_is_set_back_prolongs_nothing_and_one_that_is_set_forward_ends_it()
    {
        var time = new SteppedTime();
        var table = new Gate(Table);
        var a = Owner("a", table: table, time: time, timeToLive: Long);
        Assert.True(await a.Acquire());
        table.Close();

        time.Step = TimeSpan.FromHours(-1);
        Assert.True(a.CheckLease());
        time.Step = TimeSpan.FromHours(1);

        Assert.False(a.CheckLease());
    }

    [StorageFact]
    public async Task Who_is_cut_off_from_the_database_loses_it_and_is_told_once()
    {
        var told = new List<Exception>();
        var table = new Gate(Table);
        var a = Owner("a", table: table);
        var lost = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Assert.True(await a.Acquire(reason =>
        {
            lock (told)
            {
                told.Add(reason);
            }

            lost.TrySetResult();
        }));

        table.Close();
        await lost.Task.WaitAsync(Limit);

        Assert.False(a.CheckLease());
        Assert.Equal(0, Metrics.Total("cms_leases_held"));
        Assert.Equal(1, Metrics.Total("cms_lease_losses_total"));
        Assert.True(Metrics.Total("cms_lease_renewal_failures_total") > 0);
        table.Open();
        Assert.True(await a.Acquire().WaitAsync(Limit));
        Assert.Single(told);
    }

    [StorageFact]
    public async Task A_database_that_does_not_answer_is_an_exception_and_not_a_no()
    {
        var table = new Gate(Table);
        table.Close();

        await Assert.ThrowsAsync<LeaseException>(() => Owner("a", table: table).Acquire().WaitAsync(Limit));
    }

    [StorageFact]
    public async Task An_answer_that_comes_after_its_time_is_not_believed()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var late = new Gate(Table) { BeforeAnswer = () => time.Advance(Long) };

        await Assert.ThrowsAsync<LeaseException>(() => Owner("a", table: late, time: time, timeToLive: Long).Acquire().WaitAsync(Limit));
    }

    [StorageFact]
    public async Task Who_gives_up_while_it_waits_for_a_lease_does_not_get_it_later()
    {
        var a = Owner("a", timeToLive: Long);
        Assert.True(await a.Acquire());
        var b = Owner("b", timeToLive: Long);
        var waiting = b.Acquire();

        Assert.True(await b.Release().WaitAsync(Limit));

        await Assert.ThrowsAsync<LeaseException>(() => waiting.WaitAsync(Limit));
        Assert.True(await a.Release());
        Assert.True(await Owner("c").Acquire().WaitAsync(Limit));
        Assert.False(b.CheckLease());
    }

    private sealed class SteppedTime : TimeProvider
    {
        public TimeSpan Step { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Step;
    }
}
