using CmsOrchestrator.Nodes.Bench;
using CmsOrchestrator.Simulator;

namespace CmsOrchestrator.Nodes.Checks;

/// <summary>What must hold whatever happened, once the bench is whole again.</summary>
internal static class Invariants
{
    // A lease lives for ten seconds; the rest is this machine's.
    private static readonly TimeSpan LongestTwo = TimeSpan.FromSeconds(12);

    /// <param name="bench">Whole, and quiet.</param>
    /// <param name="since">What happened before was looked at before.</param>
    public static async Task HoldAsync(NodeBench bench, long since)
    {
        var (time, who) = bench.Talks.LongestTwo(since);
        Assert.True(time < LongestTwo, $"For {time.TotalSeconds:0.0} s there were two owners: {who}.");
        var problem = await JournalCheck.ProblemAsync(bench.Database);
        Assert.True(problem is null, problem);
        await WatcherCheck.CaughtUpAsync(bench);

        // Who stands still or is cut off acknowledges nothing.
        Assert.Empty(bench.Bridges.Breaches.ToImmutableArray().Where(b => b.Kind != BreachKind.NotAcknowledged));
    }
}
