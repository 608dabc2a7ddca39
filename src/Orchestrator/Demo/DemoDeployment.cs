using CmsOrchestrator.Configuration;
using CmsOrchestrator.Simulator;

namespace CmsOrchestrator.Demo;

/// <summary>How large the made-up deployment is; bridges and calls are those of each cluster.</summary>
internal sealed record DemoSize(int Clusters, int Bridges, int Calls);

/// <summary>Simulated Call Bridges with lively traffic, over HTTPS and WSS with a CA of their own, and the configuration that reaches them.</summary>
internal sealed class DemoDeployment : IAsyncDisposable
{
    private readonly SimulatedDeployment _deployment;
    private readonly DeploymentTraffic _traffic;
    private readonly string _directory;

    private DemoDeployment(SimulatedDeployment deployment, DeploymentTraffic traffic, string directory) =>
        (_deployment, _traffic, _directory) = (deployment, traffic, directory);

    /// <summary>There to be edited; each cluster has a spare Call Bridge in a comment.</summary>
    public string ConfigurationFile => FileIn(_directory);

    /// <summary>Starts the bridges and their traffic; leaves the CA's certificate and the configuration in <paramref name="directory"/>.</summary>
    public static async Task<DemoDeployment> StartAsync(DemoSize size, string directory)
    {
        var deployment = await SimulatedDeployment.StartAsync(new SimulatedDeploymentOptions
        {
            Clusters = size.Clusters, BridgesPerCluster = size.Bridges, SpareBridges = 1, UseHttps = true,
        });
        var caFile = Path.Combine(directory, "ca.pem");
        await File.WriteAllTextAsync(caFile, deployment.CaPem);
        await File.WriteAllTextAsync(FileIn(directory), OrchestratorConfiguration.For(deployment, caFile));
        var traffic = new DeploymentTraffic(deployment, new TrafficOptions { Calls = size.Calls });
        traffic.Start();
        return new DemoDeployment(deployment, traffic, directory);
    }

    /// <summary>What the file says, with everything else that is kept in the directory.</summary>
    public SiteConfiguration Configuration(string? urls) => new(
        [ConfigurationFile],
        new Dictionary<string, string?> { ["Orchestrator__DataDirectory"] = Path.Combine(_directory, "data") },
        urls);

    public async ValueTask DisposeAsync()
    {
        await _traffic.DisposeAsync();
        await _deployment.DisposeAsync();
    }

    private static string FileIn(string directory) => Path.Combine(directory, "site.json");
}
