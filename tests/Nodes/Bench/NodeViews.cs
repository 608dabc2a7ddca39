using System.Collections.Immutable;
using System.Diagnostics;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using CmsOrchestrator.Simulator;

namespace CmsOrchestrator.Nodes.Bench;

/// <summary>What nodes say of themselves, and waiting until they say what is wanted.</summary>
internal static class NodeViews
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Until no node has a difference any more; fails with those that are left and with the nodes' logs.</summary>
    public static async Task EventuallyAsync(NodeBench bench, IEnumerable<BenchNode> nodes, Func<BenchNode, Task<string?>> differenceAsync)
    {
        var clock = Stopwatch.StartNew();
        foreach (var node in nodes)
        {
            while (await TriedAsync(() => differenceAsync(node)) is { } difference)
            {
                Assert.True(
                    clock.Elapsed < Limit,
                    $"{node.Name} still after {Limit.TotalSeconds} s: {difference}\n{string.Join("\n", bench.Nodes.Select(n => n.Log))}");
                await Task.Delay(Pause);
            }
        }
    }

    /// <summary>Why that node is no whole member of the whole; null where it is.</summary>
    public static async Task<string?> UnreadyAsync(BenchNode node, ImmutableArray<BenchNode> all, SimulatedDeployment bridges)
    {
        using (var answer = await node.Process.Http.GetAsync("/healthz/ready"))
        {
            if (!answer.IsSuccessStatusCode)
            {
                return await answer.Content.ReadAsStringAsync();
            }
        }

        var nodes = await ItemsAsync(node);
        var run = nodes.SelectMany(n => n.Clusters).Order().ToList();
        return nodes.All(n => n.State == "up") && nodes.Select(n => n.Name).Order().SequenceEqual(all.Select(n => n.Name).Order())
            && run.SequenceEqual(bridges.Clusters.Select(c => c.Name).Order())
            ? null
            : string.Join(", ", nodes.Select(n => $"{n.Name} {n.State} [{string.Join(' ', n.Clusters)}]"));
    }

    /// <summary>The clusters that each node runs, as one says.</summary>
    public static async Task<List<(string Name, string State, ImmutableArray<string> Clusters)>> ItemsAsync(BenchNode asked) =>
        [.. JsonNode.Parse(await asked.Process.Http.GetStringAsync("/api/v1/nodes"))!["items"]!.AsArray().Select(item => (
            item!["name"]!.ToString(), item["state"]!.ToString(), item["clusters"]!.AsArray().Select(c => c!.ToString()).ToImmutableArray()))];

    private static async Task<string?> TriedAsync(Func<Task<string?>> differenceAsync)
    {
        try
        {
            return await differenceAsync();
        }
        catch (Exception e) when (e is HttpRequestException or SocketException or IOException or OperationCanceledException or JsonException)
        {
            return e.Message;
        }
    }
}
