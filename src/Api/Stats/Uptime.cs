namespace CmsOrchestrator.Api.Stats;

/// <summary>How long the service has been up: since its API was mapped, whatever the wall clock did in the meantime.</summary>
internal sealed class Uptime(TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();

    public TimeSpan Now => time.GetElapsedTime(_start);
}
