using System.Collections.Immutable;
using CmsOrchestrator.Actors.Hosting;
using CmsOrchestrator.Actors.Settings;
using CmsOrchestrator.Actors.Views;
using CmsOrchestrator.Actors.Wire;
using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Views;
using CmsOrchestrator.Simulator;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CmsOrchestrator.EndToEnd.Tests;

/// <summary>The orchestrator's actors over a data directory, pointed at a simulated deployment; without the web server.</summary>
internal sealed class TestNode : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly Storage _storage;

    private TestNode(IHost host, Storage storage)
    {
        _host = host;
        _storage = storage;
    }

    /// <summary>Times short enough for a test, long enough for a busy machine.</summary>
    public static OrchestratorSettings Quick { get; } = new()
    {
        HandoverTime = TimeSpan.FromMilliseconds(500),
        SnapshotQuietTime = TimeSpan.FromMilliseconds(300),
        SnapshotMaxTime = TimeSpan.FromSeconds(2),
        PendingTime = TimeSpan.FromSeconds(3),
        ReconnectMinTime = TimeSpan.FromMilliseconds(100),
        ReconnectMaxTime = TimeSpan.FromMilliseconds(500),
        LivenessTime = TimeSpan.FromSeconds(6),
    };

    public ViewHolder View => _host.Services.GetRequiredService<ViewHolder>();

    public Readiness Readiness => _host.Services.GetRequiredService<Readiness>();

    public ClusterConfigurator Clusters => _host.Services.GetRequiredService<ClusterConfigurator>();

    public static Task<TestNode> StartAsync(string directory, SimulatedDeployment site, OrchestratorSettings? settings = null) =>
        StartAsync(directory, SettingsOf(site, directory), settings);

    public static async Task<TestNode> StartAsync(string directory, IReadOnlyCollection<CmsClusterSettings> clusters, OrchestratorSettings? settings = null)
    {
        settings ??= Quick;
        var storage = Storage.Open(new StorageSettings.Sqlite(directory), TimeProvider.System);
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.SetMinimumLevel(LogLevel.Information).AddSimpleConsole();
        builder.Services.AddOrchestratorActors(
            settings, storage, bridge => new CallBridgeClient(bridge, settings.LivenessTime), TimeProvider.System);
        var host = builder.Build();
        await host.StartAsync();
        var node = new TestNode(host, storage);
        await node.Clusters.ConfigureAsync(clusters, CancellationToken.None);
        return node;
    }

    public static ImmutableArray<CmsClusterSettings> SettingsOf(SimulatedDeployment site, string directory)
    {
        string? caFile = null;
        if (site.CaPem is { } pem)
        {
            caFile = Path.Combine(directory, "ca.pem");
            Directory.CreateDirectory(directory);
            File.WriteAllText(caFile, pem);
        }

        return
        [
            .. site.Clusters.Select(cluster => new CmsClusterSettings(
                new ClusterName(cluster.Name),
                cluster.Bridges.ToImmutableSortedDictionary(
                    bridge => new CallBridgeName(bridge.Name),
                    bridge => new CallBridgeSettings(
                        new CallBridgeName(bridge.Name), bridge.Url, bridge.Username, Secret.Of(bridge.Password), caFile, null, 3)))),
        ];
    }

    public CallBridgeView? Bridge(string cluster, string name) =>
        View.Current.CallBridges.GetValueOrDefault((new ClusterName(cluster), new CallBridgeName(name)));

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(TimeSpan.FromSeconds(10));
        _host.Dispose();
        _storage.Dispose();
    }
}
