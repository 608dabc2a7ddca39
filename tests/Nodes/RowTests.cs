using CmsOrchestrator.Nodes.Bench;
using CmsOrchestrator.Nodes.Checks;
using CmsOrchestrator.Nodes.Rows;

namespace CmsOrchestrator.Nodes;

/// <summary>The quick rows once, on one bench; the long ones and many are commands (Program.cs).</summary>
public sealed class RowTests
{
    private static readonly string[] Quick = ["term", "kill", "minority"];

    [NodesFact]
    public async Task Whatever_happens_to_a_node_there_is_one_owner_the_view_is_true_and_watchers_miss_nothing()
    {
        await using var bench = await NodeBench.StartAsync(nodes: 3, clusters: 3, seed: 1);
        foreach (var row in AllRows.All.Where(row => Quick.Contains(row.Name)))
        {
            await RowRun.OfAsync(bench, row);
        }

        await WatcherCheck.WholeAsync(bench);
    }
}
