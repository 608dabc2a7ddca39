using System.Collections.Immutable;

namespace CmsOrchestrator.Simulator;

/// <summary>
/// Whole clusters of Call Bridges, listening on loopback in this process:
/// <c>await using var sim = await SimulatedDeployment.StartAsync(options)</c>.
/// </summary>
public sealed class SimulatedDeployment : IAsyncDisposable
{
    private readonly ServerCertificates? _certificates;

    private SimulatedDeployment(SimulatedDeploymentOptions options)
    {
        Options = options;
        Breaches = new BreachLog(options.Time);
        _certificates = options.UseHttps ? new ServerCertificates(options.Time) : null;
        var setup = new DeploymentSetup(options, _certificates, Breaches);
        Clusters = [.. Enumerable.Range(0, options.Clusters).Select(place => Cluster(place, setup))];
    }

    public SimulatedDeploymentOptions Options { get; }

    public ImmutableArray<SimulatedCluster> Clusters { get; }

    public IEnumerable<SimulatedCallBridge> Bridges => Clusters.SelectMany(c => c.Bridges);

    /// <summary>What clients did that the protocol forbids, on all bridges.</summary>
    public BreachLog Breaches { get; }

    /// <summary>The certificate that clients have to trust; null where there is no HTTPS.</summary>
    public string? CaPem => _certificates?.Authority.Pem;

    /// <summary>Starts all bridges; they have no conferences yet.</summary>
    /// <exception cref="IOException">A port is taken.</exception>
    public static async Task<SimulatedDeployment> StartAsync(SimulatedDeploymentOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Clusters, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.BridgesPerCluster, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(options.SpareBridges);
        var deployment = new SimulatedDeployment(options);
        try
        {
            await Task.WhenAll(deployment.Bridges.Select(b => b.StartAsync()));
            return deployment;
        }
        catch
        {
            await deployment.DisposeAsync();
            throw;
        }
    }

    /// <summary>The cluster of that name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public SimulatedCluster Cluster(string name) =>
        Clusters.FirstOrDefault(c => c.Name == name) ?? throw new ArgumentException($"No cluster {name}.", nameof(name));

    /// <summary>Stops all bridges.</summary>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(Bridges.Select(b => b.DisposeAsync().AsTask()));
        _certificates?.Dispose();
    }

    private static SimulatedCluster Cluster(int place, DeploymentSetup setup)
    {
        var options = setup.Options;
        var cluster = new SimulatedCluster(SiteNames.Cluster(place), unchecked((options.Seed * 7919) + place));
        var bridges = options.BridgesPerCluster + options.SpareBridges;
        cluster.Bridges = [.. Enumerable.Range(0, bridges).Select(b => new SimulatedCallBridge(
            cluster,
            SiteNames.Bridge(place, b),
            options.FirstPort == 0 ? 0 : options.FirstPort + (place * bridges) + b,
            setup) { IsSpare = b >= options.BridgesPerCluster })];
        return cluster;
    }
}
