using System.Collections.Immutable;
using CmsOrchestrator.Actors.Settings;
using CmsOrchestrator.Model;
using CmsOrchestrator.Simulator;

namespace CmsOrchestrator.Demo;

/// <summary>How large the made-up deployment is; bridges and calls are those of each cluster.</summary>
internal sealed record DemoSize(int Clusters, int Bridges, int Calls);

/// <summary>Simulated Call Bridges with lively traffic, over HTTPS and WSS with a CA of their own, and how to reach them.</summary>
internal sealed class DemoDeployment : IAsyncDisposable
{
    private readonly SimulatedDeployment _deployment;
    private readonly DeploymentTraffic _traffic;

    private DemoDeployment(SimulatedDeployment deployment, DeploymentTraffic traffic, string caFile)
    {
        (_deployment, _traffic) = (deployment, traffic);
        Clusters = [.. deployment.Clusters.Select(cluster => new CmsClusterSettings(
            new ClusterName(cluster.Name),
            cluster.Bridges.Select(bridge => Settings(bridge, caFile)).ToImmutableSortedDictionary(b => b.Name, b => b)))];
    }

    public ImmutableArray<CmsClusterSettings> Clusters { get; }

    /// <summary>Starts the bridges and their traffic; leaves the CA's certificate in <paramref name="directory"/>.</summary>
    public static async Task<DemoDeployment> StartAsync(DemoSize size, string directory)
    {
        var deployment = await SimulatedDeployment.StartAsync(
            new SimulatedDeploymentOptions { Clusters = size.Clusters, BridgesPerCluster = size.Bridges, UseHttps = true });
        var caFile = Path.Combine(directory, "ca.pem");
        await File.WriteAllTextAsync(caFile, deployment.CaPem);
        var traffic = new DeploymentTraffic(deployment, new TrafficOptions { Calls = size.Calls });
        traffic.Start();
        return new DemoDeployment(deployment, traffic, caFile);
    }

    public async ValueTask DisposeAsync()
    {
        await _traffic.DisposeAsync();
        await _deployment.DisposeAsync();
    }

    private static CallBridgeSettings Settings(SimulatedCallBridge bridge, string caFile) => new(
        new CallBridgeName(bridge.Name),
        bridge.Url,
        bridge.Username,
        Secret.Of(bridge.Password),
        caFile,
        CertificateSha256: null,
        MaxConnections: 3);
}
