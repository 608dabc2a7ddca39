using CmsOrchestrator.Actors.Leases;

namespace CmsOrchestrator.Actors.Nodes;

/// <summary>
/// Notices that a node does not get to join. Seeds that are not there are waited for, however long; but where a lease is held, others
/// work, and are not reached: by a cut, or because connections that were made while a node went and came are not good for anything any
/// more. A new process makes new ones. For one thread.
/// </summary>
internal sealed class JoinWatch(ILeaseTable leases, TimeProvider time)
{
    /// <summary>Joining takes seconds.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);
    private long _since = time.GetTimestamp();

    /// <summary>Whether it is time to ask; once in <see cref="Longest"/>.</summary>
    public bool IsDue()
    {
        if (time.GetElapsedTime(_since) < Longest)
        {
            return false;
        }

        _since = time.GetTimestamp();
        return true;
    }

    /// <summary>Whether others work, by the database's word. A database that does not say is asked again when it is time.</summary>
    public async Task<Answer> AskAsync()
    {
        using var over = new CancellationTokenSource(Limit, time);
        try
        {
            return new Answer(await leases.IsAnyHeldAsync(over.Token).WaitAsync(over.Token));
        }
        catch (Exception)
        {
            return new Answer(OthersWork: false);
        }
    }

    internal sealed record Answer(bool OthersWork);
}
