namespace CmsOrchestrator.Actors.Leases;

/// <summary>
/// The rows that leases are kept in: a name, an owner, a fencing number, and until when, by the database's clock. Each method is one
/// statement, so that it happens whole or not at all, whatever its caller hears of it. Safe for any thread.
/// </summary>
public interface ILeaseTable
{
    /// <summary>
    /// Takes the lease if it is free, has expired, or is the owner's own already. The fencing number is larger than all before it;
    /// null where another has the lease.
    /// </summary>
    Task<long?> AcquireAsync(string name, string owner, TimeSpan timeToLive, CancellationToken cancellation);

    /// <summary>Prolongs what was acquired under that number, unless it has expired; false where it has, or another has it.</summary>
    Task<bool> RenewAsync(string name, string owner, long fence, TimeSpan timeToLive, CancellationToken cancellation);

    /// <summary>Frees what was acquired under that number; nothing where that is not in force any more.</summary>
    Task ReleaseAsync(string name, string owner, long fence, CancellationToken cancellation);

    /// <summary>What the row says now; null for a name that nobody has acquired yet.</summary>
    Task<LeaseRow?> FindAsync(string name, CancellationToken cancellation);

    /// <summary>Whether anybody has any lease now.</summary>
    Task<bool> IsAnyHeldAsync(CancellationToken cancellation);
}

/// <summary>One lease's row.</summary>
/// <param name="Fence">Rises with every acquisition.</param>
/// <param name="Expires">By the database's clock; changes with every renewal.</param>
/// <param name="IsExpired">Whether that was over when the row was read.</param>
public sealed record LeaseRow(string Owner, long Fence, DateTimeOffset Expires, bool IsExpired);
