using System.Diagnostics;
using CmsOrchestrator.Nodes.Bench;
using CmsOrchestrator.Nodes.Checks;

namespace CmsOrchestrator.Nodes.Rows;

/// <summary>Lets a row happen to a whole bench, measures it, and leaves the bench whole again.</summary>
internal static class RowRun
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>What was measured. Throws where something happened that must never.</summary>
    public static async Task<RowFigures> OfAsync(NodeBench bench, Row row)
    {
        await bench.WholeAsync();
        var runs = await NodeViews.ItemsAsync(bench.Nodes[0]);
        var victim = bench.Nodes.Single(n => n.Name == runs.MaxBy(r => r.Clusters.Length).Name);
        var told = bench.Watchers[0].Told.Count;
        if (!row.IsQuiet)
        {
            bench.Traffic.Start();
        }

        var begin = Stopwatch.GetTimestamp();
        var absent = await row.BreakAsync(bench, victim);
        var clusters = runs.Where(r => absent.Any(place => bench.Nodes[place].Name == r.Name)).SelectMany(r => r.Clusters).ToList();
        TimeSpan? connected = clusters.Count > 0 ? Stopwatch.GetElapsedTime(begin, await ServedAsync(bench, clusters, absent)) : null;
        await bench.Traffic.StopAsync();
        TimeSpan? truth = null;
        if (absent.Count > 0)
        {
            await bench.TruthAsync(bench.Nodes.Where(n => !absent.Contains(n.Place)));
            truth = Stopwatch.GetElapsedTime(begin);
        }

        await LastAsync(bench, row);
        var mended = Stopwatch.GetTimestamp();
        await row.MendAsync(bench, victim);
        await bench.WholeAsync();
        var whole = Stopwatch.GetElapsedTime(mended);
        await Invariants.HoldAsync(bench, begin);
        if (row.IsQuiet)
        {
            Assert.DoesNotContain(bench.Watchers[0].Told.Skip(told), change => change.Name is "call.ended" or "participant.left");
        }

        return new RowFigures(connected, truth, whole, bench.Talks.LongestTwo(begin).Time);
    }

    private static async Task LastAsync(NodeBench bench, Row row)
    {
        if (row.Lasts > TimeSpan.Zero)
        {
            bench.Traffic.Start();
            await Task.Delay(row.Lasts);
            await bench.Traffic.StopAsync();
        }
    }

    private static async Task<long> ServedAsync(NodeBench bench, IReadOnlyCollection<string> clusters, IReadOnlySet<int> but)
    {
        var clock = Stopwatch.StartNew();
        long? served;
        while ((served = bench.Talks.Served(bench.Bridges, clusters, but)) is null)
        {
            Assert.True(
                clock.Elapsed < Limit,
                $"The Call Bridges of {string.Join(' ', clusters)} are not served by others after {Limit.TotalSeconds} s.\n{string.Join("\n", bench.Nodes.Select(n => n.Log))}");
            await Task.Delay(Pause);
        }

        return served.Value;
    }
}
