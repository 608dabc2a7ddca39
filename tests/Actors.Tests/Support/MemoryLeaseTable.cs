using CmsOrchestrator.Actors.Leases;

namespace CmsOrchestrator.Actors.Tests.Support;

/// <summary>Leases of the nodes of one process.</summary>
internal sealed class MemoryLeaseTable : ILeaseTable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, LeaseRow> _rows = [];

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public Task<long?> AcquireAsync(string name, string owner, TimeSpan timeToLive, CancellationToken cancellation)
    {
        lock (_gate)
        {
            var row = _rows.GetValueOrDefault(name);
            if (row is not null && row.Owner != owner && row.Expires > Now)
            {
                return Task.FromResult<long?>(null);
            }

            _rows[name] = new LeaseRow(owner, (row?.Fence ?? 0) + 1, Now + timeToLive, false);
            return Task.FromResult<long?>(_rows[name].Fence);
        }
    }

    public Task<bool> RenewAsync(string name, string owner, long fence, TimeSpan timeToLive, CancellationToken cancellation) =>
        Task.FromResult(Set(name, owner, fence, Now + timeToLive));

    public Task ReleaseAsync(string name, string owner, long fence, CancellationToken cancellation)
    {
        Set(name, owner, fence, DateTimeOffset.UnixEpoch);
        return Task.CompletedTask;
    }

    public Task<LeaseRow?> FindAsync(string name, CancellationToken cancellation)
    {
        lock (_gate)
        {
            return Task.FromResult(_rows.GetValueOrDefault(name) is { } row ? row with { IsExpired = row.Expires <= Now } : null);
        }
    }

    public Task<IReadOnlyList<string>> ShardOwnersAsync(CancellationToken cancellation)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<string>>(
                [.. _rows.Where(row => row.Key.Contains("-shard-", StringComparison.Ordinal) && row.Value.Expires > Now).Select(row => row.Value.Owner).Distinct()]);
        }
    }

    private bool Set(string name, string owner, long fence, DateTimeOffset expires)
    {
        lock (_gate)
        {
            var isIts = _rows.GetValueOrDefault(name) is { } row && row.Owner == owner && row.Fence == fence && row.Expires > Now;
            if (isIts)
            {
                _rows[name] = _rows[name] with { Expires = expires };
            }

            return isIts;
        }
    }
}
