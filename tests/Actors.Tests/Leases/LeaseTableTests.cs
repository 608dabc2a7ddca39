using System.Diagnostics;
using CmsOrchestrator.Support;

namespace CmsOrchestrator.Actors.Tests.Leases;

[NeedsPostgreSql]
public sealed class LeaseTableTests : LeaseTest
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);

    // Over before the next statement can be sent.
    private static readonly TimeSpan Over = TimeSpan.FromTicks(-1);

    [StorageFact]
    public async Task Who_comes_second_does_not_get_it()
    {
        Assert.Equal(1, await Table.AcquireAsync("x", "a", Long, default));
        Assert.Null(await Table.AcquireAsync("x", "b", Long, default));
        Assert.Equal(1, await Table.AcquireAsync("y", "b", Long, default));
    }

    [StorageFact]
    public async Task The_fencing_number_rises_with_every_acquisition_whoever_acquires()
    {
        Assert.Equal(1, await Table.AcquireAsync("x", "a", Long, default));
        Assert.Equal(2, await Table.AcquireAsync("x", "a", Long, default));
        await Table.ReleaseAsync("x", "a", 2, default);
        Assert.Equal(3, await Table.AcquireAsync("x", "b", Over, default));
        Assert.Equal(4, await Table.AcquireAsync("x", "a", Long, default));
    }

    [StorageFact]
    public async Task An_expired_lease_is_taken_and_its_owner_cannot_renew_it()
    {
        Assert.Equal(1, await Table.AcquireAsync("x", "a", Over, default));
        Assert.False(await Table.RenewAsync("x", "a", 1, Long, default));
        Assert.Equal(2, await Table.AcquireAsync("x", "b", Long, default));
        Assert.False(await Table.RenewAsync("x", "a", 1, Long, default));
        Assert.True(await Table.RenewAsync("x", "b", 2, Long, default));
    }

    [StorageFact]
    public async Task A_renewal_or_release_that_was_delayed_does_nothing_to_the_next_acquisition()
    {
        Assert.Equal(1, await Table.AcquireAsync("x", "a", Over, default));
        Assert.Equal(2, await Table.AcquireAsync("x", "a", Long, default));

        Assert.False(await Table.RenewAsync("x", "a", 1, Over, default));
        await Table.ReleaseAsync("x", "a", 1, default);

        Assert.Null(await Table.AcquireAsync("x", "b", Long, default));
        Assert.Equal("a", (await Table.FindAsync("x", default))!.Owner);
    }

    [StorageFact]
    public async Task Of_many_who_ask_at_once_one_gets_it()
    {
        for (var round = 0; round < 20; round++)
        {
            var name = $"round {round}";
            await Table.AcquireAsync(name, "before", Over, default);

            var got = await Task.WhenAll(Enumerable.Range(0, 8).Select(owner => Task.Run(
                () => Table.AcquireAsync(name, $"owner {owner}", Long, default))));

            Assert.Single(got, fence => fence is not null);
        }
    }

    // The statement begins while the lease is expired, and has to wait until its owner's row is free: by then it is in force again.
    [StorageFact]
    public async Task Who_waited_for_the_row_sees_it_as_it_is_then()
    {
        await Table.AcquireAsync("x", "a", Over, default);
        await using var connection = Connect().Open();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var renew = connection.CreateCommand();
        renew.CommandText = "UPDATE lease SET expires = clock_timestamp() + interval '1 minute' WHERE name = 'x'";
        await renew.ExecuteNonQueryAsync();

        var taking = Table.AcquireAsync("x", "b", Long, default);
        await using var other = Connect().Open();
        await using var waiting = other.CreateCommand();
        waiting.CommandText = "SELECT count(*) FROM pg_locks WHERE NOT granted";
        for (var clock = Stopwatch.StartNew(); await waiting.ExecuteScalarAsync() is 0L;)
        {
            Assert.False(taking.IsCompleted);
            Assert.True(clock.Elapsed < Limit, "nobody waits for the row");
        }

        await transaction.CommitAsync();

        Assert.Null(await taking.WaitAsync(Limit));
    }
}
