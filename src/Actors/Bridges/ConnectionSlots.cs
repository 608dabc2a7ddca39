using Akka.Actor;
using CmsOrchestrator.Model.Views;

namespace CmsOrchestrator.Actors.Bridges;

/// <summary>A bridge's connections as its supervisor sees them, the one with the call list first, and which of them may be counted on.</summary>
internal sealed class ConnectionSlots(int maxConnections)
{
    private readonly List<ConnectionSlot> _slots = [];

    public IReadOnlyList<ConnectionSlot> All => _slots;

    /// <summary>How many of them work.</summary>
    public int Answered => _slots.Count(s => s.IsAnswered);

    public SubscriptionCounts Subscriptions => _slots.Aggregate(default(SubscriptionCounts), (sum, slot) => sum + slot.Subscriptions);

    /// <summary>
    /// How many may be counted on. A further connection that does not come about though the first one works has no room, and those
    /// behind it are not tried. One that was lost a moment ago is believed to come back: what it carried is stale, not given up.
    /// </summary>
    public int Usable => _slots.Find(s => s.IsUnavailable)?.Number ?? maxConnections;

    /// <summary>No socket is open, and no attempt is under way that may still bring one that somebody has to close.</summary>
    public bool AreGone => _slots.TrueForAll(s => s is { Connection: null, Requests: 0 });

    public ConnectionSlot this[int number] => _slots[number];

    public IActorRef? Connection(int number) => number < _slots.Count ? _slots[number].Connection : null;

    public ConnectionSlot? Of(IActorRef connection) => _slots.Find(s => connection.Equals(s.Connection));

    /// <summary>Makes sure that there are so many.</summary>
    public void Grow(int count)
    {
        while (_slots.Count < count)
        {
            _slots.Add(new ConnectionSlot(_slots.Count));
        }
    }

    /// <summary>Notes that a connection did not come about.</summary>
    public void MarkUnavailable(ConnectionSlot slot)
    {
        if (slot.Number > 0)
        {
            slot.IsUnavailable = _slots[0].IsAnswered;
        }
        else
        {
            Forgive();
        }
    }

    /// <summary>Ends the attempts that are under way.</summary>
    public void Abandon() => _slots.ForEach(s => s.Abandon());

    /// <summary>While the first connection is away, nothing is known of the room behind it.</summary>
    public void Forgive() => _slots.ForEach(s => s.IsUnavailable = false);
}
