using System.Collections.Immutable;

namespace CmsOrchestrator.Simulation;

/// <summary>A whole run: the same seed, shape and steps give the same run, event for event.</summary>
internal sealed record Scenario(int Seed, Shape Shape, ImmutableArray<Step> Steps)
{
    private static readonly StepKind[] Traffic = [.. Enum.GetValues<StepKind>().Where(k => k < StepKind.Reset)];
    private static readonly StepKind[] Faults = [.. Enum.GetValues<StepKind>().Where(k => k >= StepKind.Reset)];

    /// <summary>The scenario of a seed. Each has its own mix: most faults are off in most runs, so that those that are on meet often.</summary>
    public static Scenario Of(int seed)
    {
        if (seed % BrokenSnapshot.Every == BrokenSnapshot.Every - 1)
        {
            return BrokenSnapshot.Of(seed);
        }

        var random = new Random(seed);
        var shape = new Shape(
            random.Next(4) == 0 ? 2 : 1,
            random.Next(1, 4),
            random.Next(1, 5),
            random.Next(1, 4),
            random.Next(3) == 0 ? random.Next(2, 7) : 100,
            TimeSpan.FromSeconds(random.Next(3) == 0 ? 25 : 600));
        var weights = Traffic.Select(k => (Kind: k, Weight: k is StepKind.Join ? 6 : k is StepKind.Leave ? 4 : random.Next(3))).ToList();
        var faults = Faults.Where(_ => random.Next(4) == 0).Select(k => (Kind: k, Weight: 1)).ToList();
        if (random.Next(8) == 0)
        {
            faults.Clear();
        }

        var share = random.NextDouble() * 0.4;
        var count = random.Next(20, 140);
        var spread = random.Next(15, 90) * 1000;
        var steps = Enumerable.Range(0, count).Select(_ =>
        {
            var kind = Pick(random, faults.Count > 0 && random.NextDouble() < share ? faults : weights);
            return new Step(random.Next(spread), kind, random.Next(2), random.Next(1000), random.Next(1000), random.Next(200, 12_000));
        });
        return new Scenario(seed, shape, [.. steps.OrderBy(s => s.At)]);
    }

    private static StepKind Pick(Random random, List<(StepKind Kind, int Weight)> weights)
    {
        var at = random.Next(weights.Sum(w => w.Weight));
        foreach (var (kind, weight) in weights)
        {
            at -= weight;
            if (at < 0)
            {
                return kind;
            }
        }

        throw new InvalidOperationException("The weights do not add up.");
    }
}
