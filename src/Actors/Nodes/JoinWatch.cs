using System.Data.Common;
using Akka.Actor;
using CmsOrchestrator.Actors.Leases;

namespace CmsOrchestrator.Actors.Nodes;

/// <summary>
/// Notices that a node does not get to those that work: it has not joined, or is in a cluster of its own that runs nothing, while strangers
/// have the leases. Seeds that are not there are waited for, however long; but connections that were made while a network was cut, or a node
/// went and came, may not be good for anything any more. A new process makes new ones. For one thread.
/// </summary>
internal sealed class JoinWatch(ILeaseTable leases, TimeProvider time)
{
    /// <summary>Joining, and taking a CMS cluster over, takes seconds.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);
    private long _since = time.GetTimestamp();

    /// <summary>Whether it is time to ask: once in <see cref="Longest"/> for as long as nothing runs.</summary>
    public bool IsDue(bool runsNothing)
    {
        var isLong = time.GetElapsedTime(_since) >= Longest;
        if (!runsNothing || isLong)
        {
            _since = time.GetTimestamp();
        }

        return runsNothing && isLong;
    }

    /// <summary>Who works, by the database's word. A database that does not say is asked again when it is time.</summary>
    public async Task<Answer> AskAsync()
    {
        using var over = new CancellationTokenSource(Limit, time);
        try
        {
            return new Answer(await leases.ShardOwnersAsync(over.Token).WaitAsync(over.Token));
        }
        catch (Exception e) when (e is DbException or OperationCanceledException)
        {
            return new Answer([]);
        }
    }

    /// <param name="Owners">Of leases: an address, and a process there.</param>
    internal sealed record Answer(IReadOnlyList<string> Owners)
    {
        /// <summary>Whether somebody works who is none of these.</summary>
        public bool StrangersWork(IReadOnlyCollection<Address> members) =>
            Owners.Any(owner => members.All(member => !owner.StartsWith(member.HostPort() + "/", StringComparison.Ordinal)));
    }
}
