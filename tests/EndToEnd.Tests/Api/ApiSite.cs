using System.Text.Json.Nodes;
using CmsOrchestrator.Simulator;

namespace CmsOrchestrator.EndToEnd.Tests.Api;

/// <summary>
/// The program over two simulated clusters, seen through its API alone. In the first one everything is well; in the second one a bridge
/// has more calls than one connection can follow, and only one connection.
/// </summary>
public sealed class ApiSite : IAsyncLifetime
{
    public const int CallsOfTheFullBridge = 120;
    private readonly TestDirectory _directory = new();
    private SimulatedDeployment _site = null!;
    private OrchestratorProcess _program = null!;

    internal SimulatedCluster Cluster => _site.Clusters[0];

    internal SimulatedCluster FullCluster => _site.Clusters[1];

    public async Task InitializeAsync()
    {
        _site = await SimulatedDeployment.StartAsync(new SimulatedDeploymentOptions { Clusters = 2, BridgesPerCluster = 3 });
        var full = FullCluster.Bridges[0];
        full.ConnectionsTakenByOthers = 4;
        for (var i = 0; i < CallsOfTheFullBridge; i++)
        {
            FullCluster.Join(FullCluster.Start(full, new ConferenceState { Name = $"Call {i}" }), full, Somebody($"Solo {i}"));
        }

        _program = await OrchestratorProcess.RunAsync(_directory.Path, _site);
    }

    public async Task DisposeAsync()
    {
        await _program.DisposeAsync();
        await _site.DisposeAsync();
        _directory.Dispose();
    }

    internal static ParticipantState Somebody(string name) => new() { Name = name, Uri = $"{name.Replace(' ', '.')}@example.net" };

    internal Conference Confer(string name, params SimulatedCallBridge[] bridges)
    {
        var conference = Cluster.Start(bridges[0], new ConferenceState { Name = name });
        foreach (var bridge in bridges)
        {
            Cluster.Join(conference, bridge, Somebody($"{name} at {bridge.Name}"));
        }

        return conference;
    }

    /// <summary>What the API answers.</summary>
    internal async Task<JsonNode> GetAsync(string path) => JsonNode.Parse(await _program.Http.GetStringAsync(new Uri(path, UriKind.Relative)))!;

    /// <summary>The items of a list, once they are as wanted.</summary>
    internal async Task<JsonArray> ItemsAsync(string path, Func<JsonArray, bool> areWanted)
    {
        JsonArray items = [];
        await Eventually.NoDifferenceAsync(async () => areWanted(items = (await GetAsync(path))["items"]!.AsArray()) ? null : $"{path}: {items.ToJsonString()}");
        return items;
    }
}
