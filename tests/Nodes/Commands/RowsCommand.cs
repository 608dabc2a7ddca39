using System.Diagnostics;
using CmsOrchestrator.Nodes.Bench;
using CmsOrchestrator.Nodes.Checks;
using CmsOrchestrator.Nodes.Rows;

namespace CmsOrchestrator.Nodes.Commands;

/// <summary>Every row so many times over three nodes, as the table of docs/operations.md.</summary>
internal static class RowsCommand
{
    /// <returns>1 where an invariant was violated or an aim missed.</returns>
    public static async Task<int> RunAsync(Options options, TextWriter output)
    {
        var only = options.Words("--only");
        var rows = AllRows.All.Where(row => only?.Contains(row.Name) != false).ToList();
        if (only is not null && rows.Count != only.Length)
        {
            output.WriteLine($"The rows are {string.Join(',', AllRows.All.Select(row => row.Name))}.");
            return 2;
        }

        var problems = new List<string>();
        var lines = new List<string>();
        foreach (var row in rows)
        {
            // A bench of its own: a row that went wrong does not spoil the next one.
            var runs = new List<RowFigures>();
            try
            {
                await using var bench = await NodeBench.StartAsync(nodes: 3, clusters: 3, options.Number("--seed", 1));
                for (var run = 1; run <= options.Number("--times", 10); run++)
                {
                    var clock = Stopwatch.StartNew();
                    var figures = await OfAsync(bench, row, output);
                    runs.Add(figures);
                    output.WriteLine($"{DateTime.Now:HH:mm:ss} {row.Name} {run}: {figures} in {clock.Elapsed.TotalSeconds:0} s");
                    if (RowTable.Missed(row, figures) is { } missed)
                    {
                        problems.Add($"{missed} (run {run})");
                        WriteLogs(bench, output);
                    }
                }

                await WatcherCheck.WholeAsync(bench);
            }
            catch (Exception e)
            {
                problems.Add($"{row.Name}, run {runs.Count + 1}: {e.Message}");
                output.WriteLine($"{DateTime.Now:HH:mm:ss} {row.Name} {runs.Count + 1}: {e}");
            }

            lines.Add(RowTable.Line(row, runs));
        }

        output.WriteLine(RowTable.Head);
        lines.ForEach(output.WriteLine);
        problems.ForEach(problem => output.WriteLine(problem.Split('\n')[0]));
        return problems.Count == 0 ? 0 : 1;
    }

    private static async Task<RowFigures> OfAsync(NodeBench bench, Row row, TextWriter output)
    {
        try
        {
            return await RowRun.OfAsync(bench, row);
        }
        catch
        {
            WriteLogs(bench, output);
            throw;
        }
    }

    private static void WriteLogs(NodeBench bench, TextWriter output) => output.WriteLine(string.Join("\n", bench.Nodes.Select(node => node.Log)));
}
