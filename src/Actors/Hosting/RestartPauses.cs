using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Bridges;

namespace CmsOrchestrator.Actors.Hosting;

/// <summary>How long something that failed waits before it is started again: longer each time, unless it ran for long enough.</summary>
internal sealed class RestartPauses(TimeSpan min, TimeSpan max, TimeSpan healthyTime)
{
    private Instant _startedAt;

    /// <summary>Failures in a row.</summary>
    public int Failures { get; private set; }

    public void Started(Instant now) => _startedAt = now;

    /// <summary>The pause before the next start.</summary>
    public TimeSpan Failed(Instant now)
    {
        Failures = now - _startedAt >= healthyTime ? 1 : Failures + 1;
        return Backoff.Pause(Failures, min, max, Random.Shared.NextDouble());
    }
}
