using System.Collections.Immutable;
using CmsOrchestrator.Nodes.Bench;

namespace CmsOrchestrator.Nodes.Rows;

/// <summary>The rows of the table in docs/operations.md.</summary>
internal static class AllRows
{
    private static readonly TimeSpan Loss = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(20);

    public static readonly ImmutableArray<Row> All =
    [
        new("kill", "kill -9 of a node that runs CMS clusters", KillAsync, StartAsync) { ConnectedAim = Loss, TruthAim = Recovery },
        new("term", "SIGTERM of one", TerminateAsync, StartAsync)
        {
            ConnectedAim = TimeSpan.FromSeconds(3), TruthAim = Recovery, IsQuiet = true,
        },
        new("stop", "SIGSTOP of one for 60 s, then SIGCONT", Doing((_, node) => node.Pause()), MendAsync)
        {
            ConnectedAim = Loss, TruthAim = Recovery, Lasts = TimeSpan.FromSeconds(40),
        },
        new("minority", "it is cut off from the other nodes, the database reachable from both sides", Doing((bench, node) => bench.Isolate(node)), MendAsync)
        {
            ConnectedAim = Loss, TruthAim = Recovery,
        },
        new("pair", "it and one other node are cut off from each other, the third sees both", Nobody((bench, node) => bench.Network.Cut(node.Place, Other(bench, node))), MendAsync)
        {
            Lasts = TimeSpan.FromSeconds(15),
        },
        new("database", "its way to the database is a black hole", Doing((_, node) => node.Database.Swallow()), MendAsync),
        new("refused", "its way to the database is refused", Doing((_, node) => node.Database.Refuse()), MendAsync),
        new("alone", "all of its ways are black holes: nodes, database, Call Bridges", Doing(Strand), MendAsync)
        {
            ConnectedAim = Loss, TruthAim = Recovery,
        },
        new("side", "it is cut off from the other nodes, and only it reaches the database", OneSide, MendAsync)
        {
            Lasts = TimeSpan.FromSeconds(20), // it may run all CMS clusters already, and then nothing moves
        },
        new("postgres", "PostgreSQL is restarted", Nobody((bench, _) => bench.RestartPostgreSql()), MendAsync),
        new("rolling", "every node is restarted, one after the other", Nobody((_, _) => { }), RollAsync) { IsQuiet = true },
        new("away", "kill -9, and it stays away for a minute", KillAsync, StartAsync)
        {
            ConnectedAim = Loss, TruthAim = Recovery, Lasts = TimeSpan.FromSeconds(50),
        },
    ];

    /// <summary>All cuts are mended, and who was killed or stopped goes on.</summary>
    public static Task MendAsync(NodeBench bench, BenchNode node)
    {
        bench.MendAll();
        return Task.CompletedTask;
    }

    private static async Task<ImmutableHashSet<int>> KillAsync(NodeBench bench, BenchNode node)
    {
        await node.KillAsync();
        return [node.Place];
    }

    private static async Task<ImmutableHashSet<int>> TerminateAsync(NodeBench bench, BenchNode node)
    {
        Assert.Equal(0, await node.TerminateAsync());
        return [node.Place];
    }

    private static Task StartAsync(NodeBench bench, BenchNode node)
    {
        node.Start();
        return Task.CompletedTask;
    }

    private static void Strand(NodeBench bench, BenchNode node)
    {
        bench.Isolate(node);
        node.Database.Swallow();
        node.Bridges.ForEach(bridge => bridge.Swallow());
    }

    private static Task<ImmutableHashSet<int>> OneSide(NodeBench bench, BenchNode node)
    {
        bench.Isolate(node);
        var others = bench.Nodes.Where(n => n != node).ToList();
        others.ForEach(other => other.Database.Swallow());
        return Task.FromResult(others.Select(other => other.Place).ToImmutableHashSet());
    }

    private static async Task RollAsync(NodeBench bench, BenchNode node)
    {
        foreach (var each in bench.Nodes)
        {
            Assert.Equal(0, await each.TerminateAsync());
            each.Start();
            await bench.WholeAsync();
        }
    }

    private static int Other(NodeBench bench, BenchNode node) => (node.Place + 1) % bench.Nodes.Length;

    private static Func<NodeBench, BenchNode, Task<ImmutableHashSet<int>>> Doing(Action<NodeBench, BenchNode> act) => (bench, node) =>
    {
        act(bench, node);
        return Task.FromResult(ImmutableHashSet.Create(node.Place));
    };

    private static Func<NodeBench, BenchNode, Task<ImmutableHashSet<int>>> Nobody(Action<NodeBench, BenchNode> act) => (bench, node) =>
    {
        act(bench, node);
        return Task.FromResult(ImmutableHashSet<int>.Empty);
    };
}
