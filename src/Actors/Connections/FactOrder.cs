using System.Collections.Immutable;
using CmsOrchestrator.Actors.Clusters;

namespace CmsOrchestrator.Actors.Connections;

/// <summary>
/// Lets pass what a connection's subscriptions make of its messages in the order in which they were told, though each of them is an
/// actor of its own: the end of a call does not overtake why its last participant left. Bounded by what they were told.
/// </summary>
internal sealed class FactOrder(Action<ClusterMessage> pass)
{
    private readonly Dictionary<long, ImmutableArray<ClusterMessage>> _early = [];
    private long _told;
    private long _passed;

    /// <summary>Nothing is on its way.</summary>
    public bool IsEmpty => _passed == _told;

    /// <summary>The place of what a subscription is told next.</summary>
    public long Next() => ++_told;

    public void Arrived(long place, ImmutableArray<ClusterMessage> facts)
    {
        _early.Add(place, facts);
        while (_early.Remove(_passed + 1, out var next))
        {
            _passed++;
            foreach (var fact in next)
            {
                pass(fact);
            }
        }
    }
}
