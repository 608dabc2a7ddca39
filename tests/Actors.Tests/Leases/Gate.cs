using CmsOrchestrator.Actors.Leases;

namespace CmsOrchestrator.Actors.Tests.Leases;

/// <summary>The way to the database, which a test may close: what is sent then is not answered, and does not arrive.</summary>
internal sealed class Gate(ILeaseTable table) : ILeaseTable
{
    private volatile bool _closed;

    /// <summary>What happens between a statement and its answer.</summary>
    public Action BeforeAnswer { get; init; } = () => { };

    /// <summary>How long a statement is under way before it arrives.</summary>
    public TimeSpan Latency { get; init; }

    public void Close() => _closed = true;

    public void Open() => _closed = false;

    public Task<long?> AcquireAsync(string name, string owner, TimeSpan timeToLive, CancellationToken cancellation) =>
        Pass(() => table.AcquireAsync(name, owner, timeToLive, cancellation), cancellation);

    public Task<bool> RenewAsync(string name, string owner, long fence, TimeSpan timeToLive, CancellationToken cancellation) =>
        Pass(() => table.RenewAsync(name, owner, fence, timeToLive, cancellation), cancellation);

    public Task ReleaseAsync(string name, string owner, long fence, CancellationToken cancellation) => Pass(
        async () =>
        {
            await table.ReleaseAsync(name, owner, fence, cancellation);
            return true;
        },
        cancellation);

    public Task<LeaseRow?> FindAsync(string name, CancellationToken cancellation) => Pass(() => table.FindAsync(name, cancellation), cancellation);

    public Task<bool> IsAnyHeldAsync(CancellationToken cancellation) => Pass(() => table.IsAnyHeldAsync(cancellation), cancellation);

    private async Task<T> Pass<T>(Func<Task<T>> statement, CancellationToken cancellation)
    {
        if (_closed)
        {
            await Task.Delay(Timeout.Infinite, cancellation);
        }

        await Task.Delay(Latency, cancellation);
        var answer = await statement();
        BeforeAnswer();
        return answer;
    }
}
