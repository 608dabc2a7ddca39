namespace CmsOrchestrator.Model.Bridges;

/// <summary>Exponential back-off with full jitter between two bounds (design.md, "Actors"; api.md, "Configuration").</summary>
public static class Backoff
{
    /// <summary>The pause before the next attempt.</summary>
    /// <param name="failures">Failures in a row, from 1.</param>
    /// <param name="jitter">From 0 to 1.</param>
    public static TimeSpan Pause(int failures, TimeSpan min, TimeSpan max, double jitter)
    {
        var ceiling = Math.Min(max.TotalMilliseconds, min.TotalMilliseconds * Math.Pow(2, Math.Clamp(failures, 1, 30)));
        var pause = min.TotalMilliseconds + (jitter * (ceiling - min.TotalMilliseconds));
        return TimeSpan.FromMilliseconds(Math.Clamp(pause, min.TotalMilliseconds, max.TotalMilliseconds));
    }
}
