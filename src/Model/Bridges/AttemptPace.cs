namespace CmsOrchestrator.Model.Bridges;

/// <summary>
/// Gives the attempts of one process their turns, one after the other, so that hundreds of bridges that are lost in one moment, or are
/// refused in one, do not come back in one. An attempt that is alone waits for nothing; none waits for what becomes of another. Not safe for threads.
/// </summary>
public sealed class AttemptPace
{
    /// <summary>The longest wait: what is too many for it begins at once with the last.</summary>
    public static readonly TimeSpan MostWait = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(8);

    private Instant _next;

    /// <summary>How long the next attempt waits for its turn, which is taken.</summary>
    public TimeSpan Next(Instant now)
    {
        var wait = TimeSpan.FromTicks(Math.Clamp((_next - now).Ticks, 0, MostWait.Ticks));
        _next = now + wait + Interval;
        return wait;
    }
}
