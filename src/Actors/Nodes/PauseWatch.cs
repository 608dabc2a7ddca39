namespace CmsOrchestrator.Actors.Nodes;

/// <summary>
/// Notices that the process stood still: looked at regularly, it knows how long nobody has. By the steady clock, because one that is
/// set is no pause. For one thread.
/// </summary>
internal sealed class PauseWatch(TimeProvider time)
{
    /// <summary>After less than this the other nodes take one for dead that does not answer (hocon/cluster.conf).</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private long _last = time.GetTimestamp();

    /// <summary>How long nobody has looked, if that was too long; else null.</summary>
    public TimeSpan? Look()
    {
        var pause = time.GetElapsedTime(_last);
        _last = time.GetTimestamp();
        return pause > Longest ? pause : null;
    }
}
