using System.Collections.Immutable;

namespace CmsOrchestrator.Model.Connections;

/// <summary>What a bridge is allowed because it is always like that (design.md, "Actors").</summary>
/// <param name="Causes">Such messages are noted and skipped instead of closing the connection.</param>
/// <param name="DoubtTime">
/// Without another one for this long, it is not always like that: what was skipped is made up for by a resync. The first one after a
/// time as long without any closes the connection as it does anywhere else. Where something is skipped in a snapshot, and something
/// still is after twice this long, the bridge is always like that, and the snapshot is in as any other.
/// </param>
public sealed record Tolerance(ImmutableHashSet<CloseCause> Causes, TimeSpan DoubtTime)
{
    public static Tolerance None { get; } = new([], TimeSpan.MaxValue);
}
