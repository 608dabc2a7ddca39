using System.Collections.Immutable;
using System.Text.Json.Nodes;
using CmsOrchestrator.Chaos.Checks;
using CmsOrchestrator.EndToEnd.Tests;
using CmsOrchestrator.Simulator;

namespace CmsOrchestrator.Chaos.Site;

/// <summary>Simulated clusters with traffic, the program in a process of its own that watches them, and its storage. Everything ends with it.</summary>
internal sealed class ChaosSite : IAsyncDisposable
{
    private readonly TestDirectory _directory = new();

    private ChaosSite(SiteShape shape, SimulatedDeployment deployment)
    {
        Shape = shape;
        Deployment = deployment;
        Bridges = [.. deployment.Bridges];
        Traffic = new DeploymentTraffic(
            deployment, new TrafficOptions { Calls = shape.CallsPerCluster, Rate = shape.Rate, Seed = shape.Seed, LargestCall = 12 });
        Storage = shape.IsPostgreSql ? new PostgreSqlStorage() : new SqliteStorage(Path.Combine(_directory.Path, "data"));
        Program = new RunningProgram(Configure());
        Breaches = new BreachCheck(deployment.Breaches);
    }

    public SiteShape Shape { get; }

    public SimulatedDeployment Deployment { get; }

    public ImmutableArray<SimulatedCallBridge> Bridges { get; }

    public DeploymentTraffic Traffic { get; }

    public IFailingStorage Storage { get; }

    public RunningProgram Program { get; }

    public BreachCheck Breaches { get; }

    /// <summary>Starts all of it, and waits until the program shows what the bridges know.</summary>
    public static async Task<ChaosSite> StartAsync(SiteShape shape)
    {
        var site = new ChaosSite(shape, await SimulatedDeployment.StartAsync(
            new SimulatedDeploymentOptions { Clusters = shape.Clusters, BridgesPerCluster = shape.BridgesPerCluster, Seed = shape.Seed }));
        try
        {
            await site.Program.StartAsync();
            await Truth.WaitAsync(site);
            return site;
        }
        catch
        {
            await site.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Traffic.StopAsync();
        await Program.DisposeAsync();
        await Deployment.DisposeAsync();
        Storage.Dispose();
        _directory.Dispose();
    }

    private string Configure()
    {
        var configuration = JsonNode.Parse(OrchestratorProcess.Configuration(_directory.Path, Deployment, Storage.Database))!;
        var orchestrator = configuration["Orchestrator"]!;
        orchestrator["LivenessTime"] = "00:00:06";
        orchestrator["ReconnectMinTime"] = "00:00:00.200";
        orchestrator["ReconnectMaxTime"] = "00:00:02";

        // What a call that ended unseen is still shown for, once that is seen.
        orchestrator["HandoverTime"] = "00:00:01";
        var file = Path.Combine(_directory.Path, "chaos.json");
        File.WriteAllText(file, configuration.ToJsonString());
        return file;
    }
}
