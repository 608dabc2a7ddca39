using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace CmsOrchestrator.Simulator;

/// <summary>What tests in another process need: the truth, the breaches, the faults, the traffic. Plain HTTP, loopback only.</summary>
public static class ControlSurface
{
    /// <summary>Listens on the port of <paramref name="url"/>, on 127.0.0.1 whatever its host.</summary>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<IAsyncDisposable> StartAsync(Uri url, SimulatedDeployment deployment, DeploymentTraffic traffic)
    {
        ArgumentNullException.ThrowIfNull(url);
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = "Control", Args = [] });
        builder.Configuration.Sources.Clear();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.ConfigureHttpJsonOptions(o => ControlJson.Configure(o.SerializerOptions));
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, url.Port, l => l.Protocols = HttpProtocols.Http1));
        var application = builder.Build();
        application.MapTruth(deployment);
        application.MapBridges(deployment);
        application.MapFaults(deployment);
        application.MapTraffic(traffic);
        await application.StartAsync();
        return application;
    }
}
