using CmsOrchestrator.Actors.Hosting;
using CmsOrchestrator.Actors.Nodes;
using CmsOrchestrator.Actors.Wire;
using CmsOrchestrator.Api;
using CmsOrchestrator.Api.Keys;
using CmsOrchestrator.Api.Limits;
using CmsOrchestrator.Configuration;

namespace CmsOrchestrator.Hosting;

/// <summary>Composes the program: what runs, what is served, what is logged.</summary>
internal static class OrchestratorHost
{
    /// <summary>SIGTERM to exit within 10 s (api.md, "Command line"), and one of them for the rest.</summary>
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(9);

    /// <summary>
    /// The orchestrator of <paramref name="site"/>, not started yet. <paramref name="configuration"/> tells when a file changes.
    /// The host takes nothing of the process' surroundings but what the site says, and OpenTelemetry's variables.
    /// </summary>
    public static WebApplication Build(Site site, SiteConfiguration configuration)
    {
        if (site.Node is { } node)
        {
            NodePort.Check(node.Name);
        }

        // First of all, so that a storage that does not open is one clear line and nothing has started yet.
        var storage = site.Node is null
            ? Storage.Open(site.Orchestrator.Storage, TimeProvider.System)
            : Storage.OpenShared(site.Orchestrator.Storage, TimeProvider.System);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "CmsOrchestrator" });
        builder.Configuration.AddInMemoryCollection(configuration.OpenTelemetry);
        builder.Logging.AddSiteConsole(site.Output);
        builder.WebHost.UseSiteKestrel(site.Api);
        builder.Services
            .Configure<HostOptions>(host => host.ShutdownTimeout = DrainTime)
            .AddSingleton(_ => storage) // through a factory: the container disposes of it, after the actors have stopped
            .AddSiteTelemetry(site.Output) // before what it measures: it is stopped last
            .AddOrchestratorActors(
                site.Orchestrator, storage, bridge => new CallBridgeClient(bridge, site.Orchestrator.LivenessTime), TimeProvider.System, site.Node)
            .AddOrchestratorApi(site.Api.Keys, site.Api.Limits)
            .AddSingleton<IConfiguredClusters, ConfiguredClusters>()
            .AddSingleton<INodes>(services => site.Node is null
                ? ActivatorUtilities.CreateInstance<SingleNode>(services)
                : ActivatorUtilities.CreateInstance<SeveralNodes>(services))
            .AddHostedService(services => new SiteWatcher(
                site, configuration, services.GetRequiredService<Storage>(), services.GetRequiredService<ClusterConfigurator>(),
                services.GetRequiredService<KeyRing>(), services.GetRequiredService<LimitsInForce>(),
                services.GetRequiredService<ILogger<SiteWatcher>>()));
        return builder.Build().MapOrchestratorApi();
    }
}
