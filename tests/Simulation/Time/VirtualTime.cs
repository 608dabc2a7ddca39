using CmsOrchestrator.Model;

namespace CmsOrchestrator.Simulation;

/// <summary>A clock that jumps from event to event, and the only source of chance: one seed replays a whole run.</summary>
internal sealed class VirtualTime(int seed)
{
    private readonly PriorityQueue<Action, (long Time, long Order)> _queue = new();
    private readonly Random _random = new(seed);
    private long _order;

    public Instant Now { get; private set; } = new(1_000_000);

    public bool Chance(double probability) => _random.NextDouble() < probability;

    public int Pick(int count) => _random.Next(count);

    public TimeSpan Between(double seconds, double and) => TimeSpan.FromSeconds(seconds + (_random.NextDouble() * (and - seconds)));

    public void After(TimeSpan delay, Action action) => At(Now + delay, action);

    public void At(Instant time, Action action) => _queue.Enqueue(action, (time.Milliseconds, _order++));

    public void RunUntil(Instant end)
    {
        while (_queue.TryPeek(out var action, out var key) && key.Time <= end.Milliseconds)
        {
            _queue.Dequeue();
            Now = new Instant(key.Time);
            action();
        }

        Now = end;
    }
}
