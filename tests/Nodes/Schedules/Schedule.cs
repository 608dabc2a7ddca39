using CmsOrchestrator.Nodes.Bench;

namespace CmsOrchestrator.Nodes.Schedules;

/// <summary>A few random events, one after the other and into each other; the same seed makes the same ones.</summary>
internal static class Schedule
{
    private static readonly (string Name, Func<NodeBench, BenchNode, BenchNode, Task> DoAsync)[] Events =
    [
        ("kill", (_, node, _) => node.KillAndStartAsync()),
        ("term", (_, node, _) => node.TerminateAndStartAsync()),
        ("stop", Doing((_, node, _) => node.Pause())),
        ("continue", Doing((_, node, _) => node.Continue())),
        ("cut", Doing((bench, node, other) => bench.Network.Cut(node.Place, other.Place))),
        ("join", Doing((bench, node, other) => bench.Network.Mend(node.Place, other.Place))),
        ("isolate", Doing((bench, node, _) => bench.Isolate(node))),
        ("hole", Doing((_, node, _) => node.Database.Swallow())),
        ("refuse", Doing((_, node, _) => node.Database.Refuse())),
        ("reach", Doing((_, node, _) => node.Database.Mend())),
        ("mend", Doing((bench, _, _) => bench.MendAll())),
        ("postgres", Doing((bench, _, _) => bench.RestartPostgreSql())),
    ];

    /// <summary>Runs it on a whole bench, and leaves that mended.</summary>
    /// <returns>What happened, in one line.</returns>
    public static async Task<string> RunAsync(NodeBench bench, int seed)
    {
        var random = new Random(seed);
        var done = new List<string>();
        bench.Traffic.Start();
        for (var left = random.Next(2, 6); left > 0; left--)
        {
            var pause = TimeSpan.FromMilliseconds(random.Next(0, 6000));
            await Task.Delay(pause);
            var (name, doAsync) = Events[random.Next(Events.Length)];
            var node = random.Next(bench.Nodes.Length);
            var other = (node + random.Next(1, bench.Nodes.Length)) % bench.Nodes.Length;
            done.Add($"{pause.TotalSeconds:0.0} s {name} {node}{(name is "cut" or "join" ? $"|{other}" : "")}");
            await doAsync(bench, bench.Nodes[node], bench.Nodes[other]);
        }

        await Task.Delay(TimeSpan.FromMilliseconds(random.Next(0, 15000)));
        bench.MendAll();
        return string.Join(", ", done);
    }

    private static Func<NodeBench, BenchNode, BenchNode, Task> Doing(Action<NodeBench, BenchNode, BenchNode> act) => (bench, node, other) =>
    {
        act(bench, node, other);
        return Task.CompletedTask;
    };
}
