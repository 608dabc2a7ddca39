namespace CmsOrchestrator.Actors.Nodes;

/// <summary>
/// Whether it is this node alone that the database does not answer. Its CMS clusters stand still then, though others could run them,
/// and no partition of the nodes tells anybody: so it leaves. While the database answers nobody, everybody stays and waits. For one thread.
/// </summary>
internal sealed class DatabaseSight(TimeProvider time)
{
    // After this a node has no lease any more (hocon/cluster.conf): what it ran stands still already.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    // A database that comes back answers one node some seconds before the other.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    // A feed that others append to is looked at every second.
    private static readonly TimeSpan Answering = TimeSpan.FromSeconds(4);

    // Since when a node has been answered, and this one not.
    private readonly Dictionary<NodeName, long> _answered = [];

    /// <summary>Whether this node has to stop, having heard a member.</summary>
    /// <param name="silence">For how long the database has not answered this node.</param>
    /// <param name="other">What the member says.</param>
    public bool MustLeave(TimeSpan silence, NodeInfo other)
    {
        if (silence < Answering)
        {
            _answered.Clear();
            return false;
        }

        if (other.StorageSilence is not { } seconds || seconds >= Answering.TotalSeconds)
        {
            _answered.Remove(other.Name);
            return false;
        }

        _answered.TryAdd(other.Name, time.GetTimestamp());
        return silence >= Longest && time.GetElapsedTime(_answered[other.Name]) >= Patience;
    }
}
