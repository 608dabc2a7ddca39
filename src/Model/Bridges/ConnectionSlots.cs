using CmsOrchestrator.Model.Views;

namespace CmsOrchestrator.Model.Bridges;

/// <summary>A bridge's connections, the one with the call list first, and which of them may be counted on.</summary>
internal sealed class ConnectionSlots(int maxConnections)
{
    private readonly List<ConnectionSlot> _slots = [];

    public IReadOnlyList<ConnectionSlot> All => _slots;

    /// <summary>How many of them work.</summary>
    public int Answered => _slots.Count(s => s.IsAnswered);

    public SubscriptionCounts Subscriptions => _slots.Aggregate(default(SubscriptionCounts), (sum, slot) => sum + slot.Subscriptions);

    /// <summary>
    /// Those that may be counted on, in order. A further connection that does not come about though the first one works has no room, and
    /// none that there is not yet is tried behind it. One that was lost a moment ago is believed to come back: what it carried is stale, not
    /// given up.
    /// </summary>
    public IEnumerable<int> Usable
    {
        get
        {
            var first = _slots.Find(s => s.IsUnavailable)?.Number ?? maxConnections;
            return Enumerable.Range(0, maxConnections).Where(n => n < first || (n < _slots.Count && _slots[n].IsInUse));
        }
    }

    /// <summary>No socket is open, and none can come of an attempt that is under way.</summary>
    public bool AreGone => _slots.TrueForAll(s => s.IsGone);

    public ConnectionSlot this[int number] => _slots[number];

    /// <summary>There is a socket of that number, open or being closed.</summary>
    public bool HasConnection(int number) => number < _slots.Count && _slots[number].HasConnection;

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

    /// <summary>While the first connection is away, nothing is known of the room behind it.</summary>
    public void Forgive() => _slots.ForEach(s => s.IsUnavailable = false);
}
