using System.Collections.Immutable;

namespace CmsOrchestrator.Simulator;

/// <summary>The breaches of one deployment, oldest first. Thread-safe. Keeps the first 10,000 and counts all.</summary>
public sealed class BreachLog(TimeProvider time)
{
    private const int Capacity = 10_000;

    private readonly Lock _gate = new();
    private readonly List<Breach> _breaches = [];

    /// <summary>How many there were, those not kept included.</summary>
    public long Count { get; private set; }

    /// <summary>A copy of what is kept.</summary>
    public ImmutableArray<Breach> ToImmutableArray()
    {
        lock (_gate)
        {
            return [.. _breaches];
        }
    }

    /// <summary>Forgets all of them.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _breaches.Clear();
            Count = 0;
        }
    }

    internal void Note(string cluster, string bridge, int connection, BreachKind kind, string what)
    {
        lock (_gate)
        {
            Count++;
            if (_breaches.Count < Capacity)
            {
                _breaches.Add(new Breach(time.GetUtcNow(), cluster, bridge, connection, kind, what));
            }
        }
    }
}
