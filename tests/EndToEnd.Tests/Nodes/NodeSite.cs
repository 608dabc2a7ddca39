using System.Text.Json;
using System.Text.Json.Nodes;
using CmsOrchestrator.Model.Views;
using CmsOrchestrator.Simulator;
using CmsOrchestrator.Support;

namespace CmsOrchestrator.EndToEnd.Tests.Nodes;

/// <summary>Simulated Call Bridges, a database, and nodes of the program in processes of their own.</summary>
internal sealed class NodeSite : IAsyncDisposable
{
    private const int Revisions = 200;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    private readonly TestDirectory _directory = new();
    private readonly List<OrchestratorProcess> _nodes = [];
    private readonly int[] _ports = [FreePort.Next(), FreePort.Next(), FreePort.Next()];

    private NodeSite(SimulatedDeployment bridges) => Bridges = bridges;

    public SimulatedDeployment Bridges { get; }

    public string Database { get; } = TestPostgreSql.Shared.CreateDatabase();

    public static async Task<NodeSite> StartAsync() =>
        new(await SimulatedDeployment.StartAsync(new SimulatedDeploymentOptions { Clusters = 3, BridgesPerCluster = 2 }));

    /// <summary>Lets meetings happen for a while; then they stay as they are.</summary>
    public async Task MeetAsync(OrchestratorProcess node)
    {
        await using var traffic = new DeploymentTraffic(Bridges, new TrafficOptions { Calls = 4, Rate = 20 });
        traffic.Start();
        await Eventually.NoDifferenceAsync(
            async () => (await node.ViewAsync()).Revision is var revision && revision > Revisions ? null : $"revision {revision}\n{node.Log}", Limit);
        await traffic.StopAsync();
    }

    /// <summary>The configuration of a new certificate, by that name.</summary>
    public JsonNode Certificate(string name)
    {
        var (certificate, key) = Configuration.Pem.Pair();
        var (path, keyPath) = (Path.Combine(_directory.Path, name + ".pem"), Path.Combine(_directory.Path, name + ".key"));
        File.WriteAllText(path, certificate);
        File.WriteAllText(keyPath, key);
        return JsonSerializer.SerializeToNode(new { Path = path, KeyPath = keyPath })!;
    }

    public string NameOf(int node) => $"127.0.0.1:{_ports[node]}";

    /// <summary>Starts node 0 or 1, both of them seeds, or 2. What is given replaces parts of its configuration.</summary>
    /// <param name="launcher">A program that becomes the node.</param>
    public OrchestratorProcess Start(int node, string? database = null, Action<JsonNode>? change = null, string[]? launcher = null)
    {
        var site = JsonNode.Parse(OrchestratorProcess.Configuration(_directory.Path, Bridges, database ?? Database))!;
        var orchestrator = site["Orchestrator"]!;
        orchestrator["Node"] = JsonSerializer.SerializeToNode(new { Host = "127.0.0.1", Port = _ports[node], Seeds = new[] { NameOf(0), NameOf(1) } });
        change?.Invoke(orchestrator);
        var file = Path.Combine(_directory.Path, $"node{node}-{_nodes.Count}.json");
        File.WriteAllText(file, site.ToJsonString());
        var process = OrchestratorProcess.StartBy(launcher ?? [], "run", "--config", file, "--urls", OrchestratorProcess.FreeUrl());
        _nodes.Add(process);
        return process;
    }

    /// <summary>What <c>/api/v1/nodes</c> lists, once it is as the test wants it.</summary>
    public static async Task<IReadOnlyDictionary<string, (string State, string[] Clusters)>> NodesAsync(
        OrchestratorProcess asked, Func<IReadOnlyDictionary<string, (string State, string[] Clusters)>, bool> wanted)
    {
        var nodes = new Dictionary<string, (string State, string[] Clusters)>();
        await Eventually.NoDifferenceAsync(
            async () =>
            {
                using var answer = await AnswerAsync(asked);
                if (answer.IsSuccessStatusCode)
                {
                    nodes = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["items"]!.AsArray().ToDictionary(
                        item => item!["name"]!.ToString(),
                        item => (item!["state"]!.ToString(), item["clusters"]!.AsArray().Select(cluster => cluster!.ToString()).ToArray()));
                }

                var found = nodes.Select(node => $"{node.Key} {node.Value.State} [{string.Join(' ', node.Value.Clusters)}]");
                return wanted(nodes) ? null : string.Join(", ", found) + "\n" + asked.Log;
            },
            Limit);
        return nodes;
    }

    // A node that has ended by itself says why.
    private static async Task<HttpResponseMessage> AnswerAsync(OrchestratorProcess asked)
    {
        try
        {
            return await asked.Http.GetAsync("/api/v1/nodes");
        }
        catch (HttpRequestException e)
        {
            throw new InvalidOperationException(asked.Log, e);
        }
    }

    /// <summary>Waits until the node shows what the bridges know; what it shows then.</summary>
    public async Task<ReadModel> TruthAsync(OrchestratorProcess node)
    {
        var view = ReadModel.Empty;
        await Eventually.NoDifferenceAsync(
            async () => TruthComparison.Difference(Bridges, view = await node.ViewAsync()) is { } difference ? $"{difference}\n{node.Log}" : null, Limit);
        return view;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
        }

        await Bridges.DisposeAsync();
        _directory.Dispose();
    }
}
