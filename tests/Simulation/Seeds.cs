using System.Collections.Concurrent;
using System.Diagnostics;

namespace CmsOrchestrator.Simulation;

/// <summary>Runs many seeds over all cores; each is a run of its own, and nothing of one that holds is kept.</summary>
internal static class Seeds
{
    private const int Shown = 20;
    private static readonly TimeSpan ProgressTime = TimeSpan.FromMinutes(1);

    /// <summary>
    /// The seeds that failed, in order, each with what did not hold; after <paramref name="most"/> of them no more are run. Tells of the
    /// first of them at once, and every minute how far it is.
    /// </summary>
    public static List<(int Seed, string Problem)> Run(int from, int count, int most, TextWriter output)
    {
        var failures = new ConcurrentBag<(int Seed, string Problem)>();
        var lines = TextWriter.Synchronized(output);
        var (done, watch) = (0, Stopwatch.StartNew());
        using var progress = new Timer(
            _ => lines.WriteLine($"{Volatile.Read(ref done)} of {count} seeds, {failures.Count} failed, {watch.Elapsed.TotalSeconds:0} s"),
            null, ProgressTime, ProgressTime);

        // One seed after the other: where a range was given to each core, the last range would keep one core waiting for another.
        Parallel.ForEach(Partitioner.Create(Enumerable.Range(from, count), EnumerablePartitionerOptions.NoBuffering), (seed, loop) =>
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
                    lines.WriteLine($"seed {seed}: {problem}");
                }
            }

            Interlocked.Increment(ref done);
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
