using Akka.Event;
using CmsOrchestrator.Actors.Leases;
using CmsOrchestrator.Support;
using Microsoft.Extensions.Time.Testing;

namespace CmsOrchestrator.Actors.Tests.Leases;

/// <summary>In the order in which Akka's split-brain resolver calls it.</summary>
[NeedsPostgreSql]
public sealed class DecisionLeaseTests : LeaseTest
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(3);
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);

    [StorageFact]
    public async Task What_is_held_from_one_decision_does_not_serve_the_next()
    {
        var (small, large) = (Decider("small"), Decider("large"));
        Assert.False(small.CheckLease());
        Assert.True(await small.Acquire());

        // A second partition begins: the smaller side lets go and waits, the larger one asks.
        Assert.False(small.CheckLease());
        Assert.False(large.CheckLease());

        Assert.True(await large.Acquire().WaitAsync(Limit));
    }

    [StorageFact]
    public async Task The_larger_side_finds_it_free_though_the_smaller_one_has_it_from_before_and_has_not_decided_yet()
    {
        var (small, large) = (Decider("small"), Decider("large"));
        Assert.True(await small.Acquire());
        _time.Advance(TimeSpan.FromSeconds(8));

        small.PartitionBegins();
        large.PartitionBegins();

        Assert.False(large.CheckLease());
        Assert.True(await large.Acquire().WaitAsync(Limit));
        Assert.Equal("large", await OwnerAsync());
    }

    [StorageFact]
    public async Task Who_is_lost_in_the_partition_that_was_just_decided_on_does_not_free_it()
    {
        var a = Decider("a");
        Assert.True(await a.Acquire());
        _time.Advance(TimeSpan.FromSeconds(1));

        a.PartitionBegins();

        Assert.True(await a.Acquire().WaitAsync(Limit));
        Assert.Equal(1, (await Table.FindAsync("lease", default))!.Fence);
    }

    [StorageFact]
    public async Task Who_decides_again_has_it_again()
    {
        var a = Decider("a");
        Assert.True(await a.Acquire());

        Assert.False(a.CheckLease());

        Assert.True(await a.Acquire().WaitAsync(Limit));
        Assert.Equal("a", await OwnerAsync());
    }

    [StorageFact]
    public async Task The_end_of_one_decision_does_not_give_back_what_the_next_has_just_acquired()
    {
        var a = Decider("a");
        Assert.True(await a.Acquire());
        _time.Advance(TimeSpan.FromSeconds(20));

        // All in one turn of the resolver, whose time for the decision before is up.
        Assert.False(a.CheckLease());
        var acquired = a.Acquire();
        Assert.False(await a.Release());

        Assert.True(await acquired.WaitAsync(Limit));
        Assert.Equal("a", await OwnerAsync());
    }

    [StorageFact]
    public async Task It_is_given_back_when_the_decision_is_over()
    {
        var a = Decider("a");
        Assert.True(await a.Acquire());
        _time.Advance(TimeSpan.FromSeconds(20));

        Assert.True(await a.Release());

        Assert.Null(await OwnerAsync());
    }

    private DecisionLease Decider(string owner)
    {
        var lease = Owner(owner, time: _time, timeToLive: Long);
        return new DecisionLease(lease.Settings, lease, _time, NoLogger.Instance);
    }

    // By the database's word.
    private async Task<string?> OwnerAsync() => await Table.FindAsync("lease", default) is { IsExpired: false } row ? row.Owner.Split('/')[0] : null;
}
