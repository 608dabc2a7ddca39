using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Simulator;

/// <summary>Which resource every index of a connection has named, so that its use for another one is seen. Remembers the last 100,000.</summary>
internal sealed class IndexHistory
{
    private const int Capacity = 100_000;

    private readonly Dictionary<int, (SubscriptionType Type, CallGuid? Call)> _resources = [];
    private readonly HashSet<int> _spent = [];
    private readonly Queue<int> _order = [];

    /// <summary>Whether the index named another resource before.</summary>
    public bool IsReused(SubscriptionSpec spec) => _resources.TryGetValue(spec.Index, out var known) && known != (spec.Type, spec.Call);

    public bool IsSpent(int index) => _spent.Contains(index);

    public void Note(SubscriptionSpec spec)
    {
        if (!_resources.TryAdd(spec.Index, (spec.Type, spec.Call)))
        {
            return;
        }

        _order.Enqueue(spec.Index);
        if (_order.Count > Capacity)
        {
            var oldest = _order.Dequeue();
            _resources.Remove(oldest);
            _spent.Remove(oldest);
        }
    }

    public void Spend(int index) => _spent.Add(index);
}
