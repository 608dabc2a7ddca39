using System.Collections.Concurrent;

namespace CmsOrchestrator.Simulation;

/// <summary>Runs many seeds over all cores; each is a run of its own.</summary>
internal static class Seeds
{
    private const int Shown = 20;

    /// <summary>The seeds that failed, in order, no more are run after <paramref name="most"/>, each with what did not hold.</summary>
    public static List<(int Seed, string Problem)> Run(int from, int count, int most, TextWriter output)
    {
        var failures = new ConcurrentBag<(int Seed, string Problem)>();
        Parallel.For(from, from + count, (seed, loop) =>
        {
            if (Simulation.Run.Of(Scenario.Of(seed)) is { } problem)
            {
                failures.Add((seed, problem));
                if (failures.Count >= most)
                {
                    loop.Stop();
                }

                if (failures.Count <= Shown)
                {
                    lock (output)
                    {
                        output.WriteLine($"seed {seed}: {problem}");
                    }
                }
            }
        });
        return [.. failures.Order()];
    }

    /// <summary>Cuts a failing seed to the steps that matter and shows what happens.</summary>
    public static void Explain(int seed, string problem, TextWriter output)
    {
        var shrunk = Shrinker.Shrink(Scenario.Of(seed));
        var trace = new List<string>();
        var of = Simulation.Run.Of(shrunk, trace);
        output.WriteLine();
        output.WriteLine($"seed {seed}: {problem}");
        output.WriteLine($"{shrunk.Shape}, {shrunk.Steps.Length} steps: {of}");
        trace.ForEach(output.WriteLine);
    }
}
