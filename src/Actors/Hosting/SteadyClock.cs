using CmsOrchestrator.Model;

namespace CmsOrchestrator.Actors.Hosting;

/// <summary>
/// The moment by which the actors of one process go: what they show and what they measure. It is the machine's clock when the process
/// starts and from then on counts time that passes, so that nobody is dead, late or lost because that clock was set. Where the two have
/// come apart it goes a twentieth faster or slower until they agree: no interval is wrong by more than that, it never goes back, and what
/// is shown follows the machine's clock, at once for its drift, in twenty times as long for a jump (docs/architecture.md, "Time"). Safe
/// for any thread.
/// </summary>
public sealed class SteadyClock
{
    private const double Correction = 1.0 / 20;
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private Anchor _anchor;

    public SteadyClock(TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        _time = time;
        _anchor = new Anchor(time.GetTimestamp(), time.GetUtcNow(), TimeSpan.Zero);
    }

    public Instant Now => Instant.Of(Read());

    private DateTimeOffset Read()
    {
        var anchor = Volatile.Read(ref _anchor);
        var elapsed = _time.GetElapsedTime(anchor.Timestamp);
        return elapsed < LookInterval ? anchor.After(elapsed) : Look();
    }

    // Behind the gate each moment is read and noted before the next one is: it does not go back between two threads either.
    private DateTimeOffset Look()
    {
        lock (_gate)
        {
            var timestamp = _time.GetTimestamp();
            var now = _anchor.After(_time.GetElapsedTime(_anchor.Timestamp, timestamp));
            Volatile.Write(ref _anchor, new Anchor(timestamp, now, _time.GetUtcNow() - now));
            return now;
        }
    }

    /// <param name="Off">How far the machine's clock was ahead of this one; negative where it was behind.</param>
    private sealed record Anchor(long Timestamp, DateTimeOffset At, TimeSpan Off)
    {
        public DateTimeOffset After(TimeSpan elapsed)
        {
            var most = elapsed * Correction;
            return At + elapsed + (Off > most ? most : Off < -most ? -most : Off);
        }
    }
}
