using System.Collections.Immutable;

namespace CmsOrchestrator.Simulation;

/// <summary>
/// Runs in which the connection of a bridge with many calls is lost, and the next one dies in the middle of what it tells first. By chance
/// that seldom comes.
/// </summary>
internal static class BrokenSnapshot
{
    private const int Rounds = 6;
    private const int RoundTime = 25_000;

    /// <summary>One seed in so many is of this kind.</summary>
    public const int Every = 100;

    public static Scenario Of(int seed)
    {
        var random = new Random(seed);
        var shape = new Shape(1, random.Next(1, 3), random.Next(3, 7), 1, 100, TimeSpan.FromSeconds(600));
        var steps = ImmutableArray.CreateBuilder<Step>();
        void Add(int at, StepKind kind, int bridge) => steps.Add(new Step(at, kind, 0, random.Next(1000), bridge, 60_000));
        for (var person = 0; person < 40; person++)
        {
            Add(random.Next(6000), random.Next(3) == 0 ? StepKind.AdHoc : StepKind.Join, random.Next(1000));
        }

        for (var round = 1; round <= Rounds; round++)
        {
            var (at, bridge) = (round * RoundTime, random.Next(1000));
            Add(at, StepKind.Reset, bridge);
            Add(at + random.Next(300, 3000), StepKind.BlackHole, bridge);
            Add(at + random.Next(RoundTime), StepKind.Join, random.Next(1000));
            Add(at + random.Next(RoundTime), StepKind.Leave, random.Next(1000));
        }

        return new Scenario(seed, shape, [.. steps.OrderBy(s => s.At)]);
    }
}
