using System.Collections.Immutable;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using CmsOrchestrator.EndToEnd.Tests;
using CmsOrchestrator.EndToEnd.Tests.Configuration;
using CmsOrchestrator.Nodes.Checks;
using CmsOrchestrator.Nodes.Network;
using CmsOrchestrator.Simulator;
using CmsOrchestrator.Support;

namespace CmsOrchestrator.Nodes.Bench;

/// <summary>
/// PostgreSQL, simulated Call Bridges with traffic, and nodes of the program, each in a network of its own; watchers of the change
/// stream that go from node to node all the time. Everything ends with it.
/// </summary>
internal sealed class NodeBench : IAsyncDisposable
{
    private const int Port = 4053;

    // Told before anything happens, so that there is something to lose.
    private const int Changes = 200;
    private readonly TestDirectory _directory = new();
    private readonly List<Relay> _relays = [];
    private readonly JsonNode _certificate;

    private NodeBench(SimulatedDeployment bridges, NodeNetwork network, int seed)
    {
        (Bridges, Network) = (bridges, network);
        Database = PostgreSql.CreateDatabase();
        Traffic = new DeploymentTraffic(bridges, new TrafficOptions { Calls = 3, Rate = 4, LargestCall = 6, Seed = seed });
        _certificate = Certificate();
    }

    public NodeNetwork Network { get; }

    public TestPostgreSql PostgreSql { get; } = TestPostgreSql.Start("max_connections=100");

    public string Database { get; }

    public SimulatedDeployment Bridges { get; }

    public DeploymentTraffic Traffic { get; }

    public BridgeTalks Talks { get; } = new();

    public ImmutableArray<BenchNode> Nodes { get; private set; }

    public ImmutableArray<StreamWatcher> Watchers { get; private set; } = [];

    public static async Task<NodeBench> StartAsync(int nodes, int clusters, int seed)
    {
        var bridges = await SimulatedDeployment.StartAsync(
            new SimulatedDeploymentOptions { Clusters = clusters, BridgesPerCluster = 2, Seed = seed });
        var bench = new NodeBench(bridges, new NodeNetwork(nodes), seed);
        try
        {
            bench.Nodes = [.. Enumerable.Range(0, nodes).Select(bench.Node)];
            foreach (var node in bench.Nodes)
            {
                node.Start();
            }

            await bench.WholeAsync();
            bench.Watchers = [.. Enumerable.Range(seed, 2).Select(bench.Watcher)];
            bench.Traffic.Start();
            await Eventually.NoDifferenceAsync(() => bench.Watchers[0].Told.Count is var told and < Changes ? $"{told} changes" : null);
            await bench.WholeAsync();
            return bench;
        }
        catch
        {
            await bench.DisposeAsync();
            throw;
        }
    }

    /// <summary>All cuts are mended, and what stands still goes on.</summary>
    public void MendAll()
    {
        foreach (var node in Nodes)
        {
            node.Database.Mend();
            node.Bridges.ForEach(bridge => bridge.Mend());
            node.Continue();
            foreach (var other in Nodes.Where(n => n.Place > node.Place))
            {
                Network.Mend(node.Place, other.Place);
            }
        }
    }

    /// <summary>Cuts a node off from all the others.</summary>
    public void Isolate(BenchNode node)
    {
        foreach (var other in Nodes.Where(n => n != node))
        {
            Network.Cut(node.Place, other.Place);
        }
    }

    public void RestartPostgreSql()
    {
        PostgreSql.Stop();
        PostgreSql.StartAgain();
    }

    /// <summary>Until every node is ready, a member for all the others, and shows what the Call Bridges know.</summary>
    public async Task WholeAsync()
    {
        await Traffic.StopAsync();
        await NodeViews.EventuallyAsync(this, Nodes, async node => await NodeViews.UnreadyAsync(node, Nodes, Bridges));
        await TruthAsync(Nodes);
    }

    /// <summary>Until these nodes show what the Call Bridges know.</summary>
    public Task TruthAsync(IEnumerable<BenchNode> nodes) =>
        NodeViews.EventuallyAsync(this, nodes, async node => TruthComparison.Difference(Bridges, await node.Process.ViewAsync()));

    public async ValueTask DisposeAsync()
    {
        await Traffic.StopAsync();
        foreach (var watcher in Watchers)
        {
            await watcher.DisposeAsync();
        }

        foreach (var node in Nodes.IsDefault ? [] : Nodes)
        {
            await node.DisposeAsync();
        }

        foreach (var relay in _relays)
        {
            await relay.DisposeAsync();
        }

        await Bridges.DisposeAsync();
        Network.Dispose();
        PostgreSql.Dispose();
        _directory.Dispose();
    }

    private StreamWatcher Watcher(int seed)
    {
        var random = new Random(seed);
        return new StreamWatcher(() => Nodes[random.Next(Nodes.Length)].Url, "", seed);
    }

    private BenchNode Node(int place)
    {
        var url = new Uri(OrchestratorProcess.FreeUrl());
        _relays.Add(new Relay(Socket(), () => Network.Socket(place), url.Port));
        var node = new BenchNode(
            place, $"{NodeNetwork.Address(place)}:{Port}", url, new Relay(Network.Socket(place), Socket, PostgreSql.Port), () => Start(place, url));
        foreach (var (cluster, bridge) in Bridges.Clusters.SelectMany(c => c.Bridges.Select(b => (c.Name, b))))
        {
            node.Bridges.Add(new Relay(
                Network.Socket(place), Socket, bridge.Url.Port, () => Talks.Begin(place, cluster, bridge.Name, () => node.IsExcused)));
        }

        return node;
    }

    private OrchestratorProcess Start(int place, Uri url)
    {
        var site = JsonNode.Parse(OrchestratorProcess.Configuration(_directory.Path, Bridges, Database))!;
        var node = JsonSerializer.SerializeToNode(new
        {
            Host = NodeNetwork.Address(place),
            Port,
            Seeds = Nodes.IsDefault ? [] : Nodes.Select(n => n.Name).ToArray(),
        })!;
        node["Certificate"] = _certificate.DeepClone();
        site["Orchestrator"]!["Node"] = node;
        var file = Path.Combine(_directory.Path, $"node{place}.json");
        File.WriteAllText(file, site.ToJsonString());
        return OrchestratorProcess.StartBy(Network.Launcher(place), "run", "--config", file, "--urls", url.GetLeftPart(UriPartial.Authority));
    }

    private JsonNode Certificate()
    {
        var (certificate, key) = Pem.Pair();
        var (path, keyPath) = (Path.Combine(_directory.Path, "node.pem"), Path.Combine(_directory.Path, "node.key"));
        File.WriteAllText(path, certificate);
        File.WriteAllText(keyPath, key);
        return JsonSerializer.SerializeToNode(new { Path = path, KeyPath = keyPath })!;
    }

    private static Socket Socket() => new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
}
