namespace CmsOrchestrator.Model.Tests.Simulation;

/// <summary>A clock that jumps from event to event, and the only source of chance: one seed replays a whole run.</summary>
internal sealed class VirtualTime(int seed)
{
    private readonly PriorityQueue<Action, (long Time, long Order)> _queue = new();
    private long _order;

    public Random Random { get; } = new(seed);

    public Instant Now { get; private set; } = new(1_000_000);

    public bool Chance(double probability) => Random.NextDouble() < probability;

    public TimeSpan Between(double seconds, double and) => TimeSpan.FromSeconds(seconds + (Random.NextDouble() * (and - seconds)));

    public void After(TimeSpan delay, Action action) => At(Now + delay, action);

    public void At(Instant time, Action action) => _queue.Enqueue(action, (time.Milliseconds, _order++));

    public void RunFor(TimeSpan time)
    {
        var end = Now + time;
        while (_queue.TryPeek(out var action, out var key) && key.Time <= end.Milliseconds)
        {
            _queue.Dequeue();
            Now = new Instant(key.Time);
            action();
        }

        Now = end;
    }
}

/// <summary>Delivers in order, each after a random delay; what is under way when it is cut is lost.</summary>
internal sealed class Link(VirtualTime time, double maxDelay)
{
    private Instant _last;
    private bool _isCut;

    public void Cut() => _isCut = true;

    public void Send(Action arrival)
    {
        _last = Instant.Max(_last, time.Now + time.Between(0, maxDelay));
        time.At(_last, () =>
        {
            if (!_isCut)
            {
                arrival();
            }
        });
    }
}
