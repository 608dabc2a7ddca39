using System.Diagnostics;
using CmsOrchestrator.Nodes.Bench;
using CmsOrchestrator.Nodes.Checks;
using CmsOrchestrator.Nodes.Schedules;

namespace CmsOrchestrator.Nodes.Commands;

/// <summary>Random schedules, one after the other on one bench; a new bench after one that went wrong.</summary>
internal static class SchedulesCommand
{
    /// <returns>1 where one went wrong.</returns>
    public static async Task<int> RunAsync(Options options, TextWriter output)
    {
        var (next, end) = (options.Number("--seed", 1), options.Number("--seed", 1) + options.Number("--count", 100));
        var failures = new List<string>();
        while (next < end)
        {
            var first = next;
            try
            {
                await using var bench = await NodeBench.StartAsync(nodes: 3, clusters: 3, first);
                for (; next < end; next++)
                {
                    var clock = Stopwatch.StartNew();
                    var text = await OneAsync(bench, next);
                    output.WriteLine($"{DateTime.Now:HH:mm:ss} seed {next}: {text}; whole after {clock.Elapsed.TotalSeconds:0} s");
                }

                await WatcherCheck.WholeAsync(bench);
            }
            catch (Exception e)
            {
                failures.Add($"seed {next} (bench of {first}): {e.Message.Split('\n')[0]}");
                output.WriteLine($"{DateTime.Now:HH:mm:ss} seed {next} FAILED: {e}");
                next++;
            }
        }

        output.WriteLine($"{end - options.Number("--seed", 1)} schedules, {failures.Count} failed");
        failures.ForEach(output.WriteLine);
        return failures.Count == 0 ? 0 : 1;
    }

    private static async Task<string> OneAsync(NodeBench bench, int seed)
    {
        var begin = Stopwatch.GetTimestamp();
        var text = await Schedule.RunAsync(bench, seed);
        try
        {
            await bench.WholeAsync();
            await Invariants.HoldAsync(bench, begin);
            return text;
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"{e.Message.Split('\n')[0]} after {text}", e);
        }
    }
}
