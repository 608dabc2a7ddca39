using System.Collections.Concurrent;
using System.Collections.Immutable;
using CmsOrchestrator.Simulator;

namespace CmsOrchestrator.Chaos.Checks;

/// <summary>
/// What the bridges noted against the program. While the program stood still, and a little longer, it could not acknowledge; nothing
/// else is excused, and nothing at any other time.
/// </summary>
internal sealed class BreachCheck(BreachLog log)
{
    private static readonly TimeSpan Recollection = TimeSpan.FromSeconds(5);
    private readonly ConcurrentQueue<(DateTimeOffset From, DateTimeOffset To)> _stops = new();

    /// <summary>Those that nothing excuses.</summary>
    public ImmutableArray<Breach> Inexcusable => [.. log.ToImmutableArray().Where(b => !IsExcused(b))];

    /// <summary>How many are excused.</summary>
    public int Excused => log.ToImmutableArray().Count(IsExcused);

    public void Stopped(DateTimeOffset from, DateTimeOffset to) => _stops.Enqueue((from, to + Recollection));

    private bool IsExcused(Breach breach) =>
        breach.Kind is BreachKind.NotAcknowledged or BreachKind.TooSlow && _stops.Any(s => breach.Time >= s.From && breach.Time <= s.To);
}
