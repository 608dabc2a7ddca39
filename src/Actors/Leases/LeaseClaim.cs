using Akka.Coordination;

namespace CmsOrchestrator.Actors.Leases;

/// <summary>One owner's claim to one lease: the statements, each with a time limit, and what they leave the owner to believe.</summary>
internal sealed class LeaseClaim(ILeaseTable table, string name, string owner, TimeoutSettings times, TimeProvider time)
{
    public TimeSpan Interval => times.HeartbeatInterval;

    /// <summary>
    /// Takes the lease; null where another has it and lives. One that has it and does not renew it is waited for until its time is
    /// over: whoever died a moment ago must not make the last one left give up. At most the time to live and a few statements.
    /// </summary>
    public async Task<LeaseHold?> TakeAsync(CancellationToken cancellation)
    {
        LeaseRow? first = null;
        while (true)
        {
            var sent = LeaseHold.Mark.Now(time);
            if (await Limited(token => table.AcquireAsync(name, owner, times.HeartbeatTimeout, token), cancellation) is { } fence)
            {
                return Good(new LeaseHold(fence, sent, times.HeartbeatTimeout, time))
                    ?? throw new LeaseException($"Lease {name} was taken, but the answer came too late to rely on it.");
            }

            var row = await Limited(token => table.FindAsync(name, token), cancellation);
            first ??= row;
            if (row is { IsExpired: false } && row != first)
            {
                return null;
            }

            if (row is { IsExpired: false })
            {
                await Task.Delay(times.HeartbeatInterval / 4, time, cancellation);
            }
        }
    }

    /// <summary>The lease prolonged; null where it is lost. It does not try for longer than it has the lease.</summary>
    public async Task<LeaseHold?> RenewAsync(LeaseHold hold, CancellationToken cancellation)
    {
        var sent = LeaseHold.Mark.Now(time);
        var limit = hold.Left < times.OperationTimeout ? hold.Left : times.OperationTimeout;
        return await Limited(token => table.RenewAsync(name, owner, hold.Fence, times.HeartbeatTimeout, token), limit, cancellation)
            ? Good(new LeaseHold(hold.Fence, sent, times.HeartbeatTimeout, time))
            : null;
    }

    public Task<bool> ReleaseAsync(LeaseHold hold, CancellationToken cancellation) => Limited(
        async token =>
        {
            await table.ReleaseAsync(name, owner, hold.Fence, token);
            return true;
        },
        cancellation);

    private static LeaseHold? Good(LeaseHold hold) => hold.IsGood ? hold : null;

    private Task<T> Limited<T>(Func<CancellationToken, Task<T>> statement, CancellationToken cancellation) =>
        Limited(statement, times.OperationTimeout, cancellation);

    // A driver may need longer than its token says to let go of a server that stalls; whoever waits here does not.
    private async Task<T> Limited<T>(Func<CancellationToken, Task<T>> statement, TimeSpan limit, CancellationToken cancellation)
    {
        using var over = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, cancellation);
        try
        {
            return await statement(either.Token).WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw new TimeoutException($"the database did not answer within {limit.TotalSeconds:0.#} s");
        }
    }
}
