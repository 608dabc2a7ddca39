using Akka.Actor;
using Akka.Event;
using CmsOrchestrator.Actors.Settings;

namespace CmsOrchestrator.Actors.Hosting;

/// <summary>Time has passed.</summary>
internal sealed class Tick : IDeadLetterSuppression, INoSerializationVerificationNeeded
{
    public static readonly Tick Instance = new();

    private Tick()
    {
    }

    /// <summary>A few times the shortest time that is watched, between 10 and 250 ms.</summary>
    public static TimeSpan IntervalOf(OrchestratorSettings settings)
    {
        var shortest = new[] { settings.SnapshotQuietTime, settings.LivenessTime / 3, settings.HandoverTime, settings.PendingTime }.Min();
        return TimeSpan.FromMilliseconds(Math.Clamp(shortest.TotalMilliseconds / 4, 10, 250));
    }
}
