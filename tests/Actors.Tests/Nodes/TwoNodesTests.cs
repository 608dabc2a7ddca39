using CmsOrchestrator.Actors.Nodes;
using CmsOrchestrator.Actors.Settings;
using CmsOrchestrator.Actors.Tests.Support;
using CmsOrchestrator.Support;

namespace CmsOrchestrator.Actors.Tests.Nodes;

/// <summary>Shard region, registry and nodes, with <c>akka.actor.serialize-messages</c> on.</summary>
public sealed class TwoNodesTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);
    private static readonly string[] Clusters = ["amer", "apac", "emea"];

    private readonly FakeFeedStore _store = new() { IsShared = true };
    private readonly MemoryLeaseTable _leases = new();

    [Fact]
    public async Task Whatever_nodes_and_their_entities_are_told_can_be_written_and_read()
    {
        NodeName[] seeds = [new("127.0.0.1", FreePort.Next()), new("127.0.0.1", FreePort.Next())];
        await using var first = await TestNode.StartAsync(new NodeSettings(seeds[0], [.. seeds], null), _store, _leases, Clusters);
        await using var second = await TestNode.StartAsync(new NodeSettings(seeds[1], [.. seeds], null), _store, _leases, Clusters);
        TestNode[] nodes = [first, second];

        // Each runs some, and each knows all of it from what the other told.
        await UntilAsync(nodes, () => nodes.All(node => node.IsRecovered && node.Clusters.Running.Length > 0 && Shown(node).SequenceEqual(Clusters)));
        var took = second.Metrics.Total("cms_node_takeovers_total");
        var moved = first.Clusters.Running.Length;

        await first.StopAsync();

        await UntilAsync(nodes, () => second.Clusters.Running.Length == Clusters.Length && Shown(second).SequenceEqual(Clusters));
        Assert.Equal(took + moved, second.Metrics.Total("cms_node_takeovers_total"));
        Assert.True(first.Metrics.Total("cms_node_handovers_total") >= moved);
        Assert.All(nodes, node => Assert.Empty(node.Errors));
    }

    public void Dispose() => _store.Dispose();

    private static IEnumerable<string> Shown(TestNode node) =>
        node.Directory.Nodes.Where(other => other.State == NodeState.Up).SelectMany(other => other.Clusters).Select(cluster => cluster.Value).Order(StringComparer.Ordinal);

    private static async Task UntilAsync(TestNode[] nodes, Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (!condition())
        {
            var found = nodes.SelectMany(node => node.Directory.Nodes).Select(node => $"{node.Name} {node.State} {string.Join(' ', node.Clusters)}");
            Assert.False(limit.IsCancellationRequested, string.Join('\n', found.Concat(nodes.SelectMany(node => node.Errors))));
            await Task.Delay(50);
        }
    }
}
