namespace CmsOrchestrator.Actors.Nodes;

/// <summary>
/// Nodes of one database that formed two clusters (each began while the network was cut, or believes that the other is dead). The
/// smaller one yields; of two equal ones that whose oldest node comes later by name. Every node of both sides decides alike. Pure.
/// </summary>
internal sealed class Islands
{
    // A membership is on its way for a moment. Who still says so the next time means it.
    private readonly HashSet<NodeName> _seen = [];

    /// <summary>Whether <paramref name="own"/> has to stop, having heard <paramref name="other"/>, which is no member here.</summary>
    public bool MustYield(NodeInfo own, NodeInfo other)
    {
        if (own is not { Oldest: { } ownOldest, Members: > 0 } || other is not { Oldest: { } otherOldest, Members: > 0 } || ownOldest == otherOldest)
        {
            _seen.Remove(other.Name);
            return false;
        }

        var isSmaller = own.Members != other.Members
            ? own.Members < other.Members
            : string.CompareOrdinal(ownOldest.ToString(), otherOldest.ToString()) > 0;
        return !_seen.Add(other.Name) && isSmaller;
    }

    /// <summary>The node has become a member here.</summary>
    public void Joined(NodeName node) => _seen.Remove(node);
}
