using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace CmsOrchestrator.Simulator;

/// <summary>What tests in another process need: the truth, the breaches, the faults, the traffic. Plain HTTP, loopback only.</summary>
public sealed class ControlSurface : IAsyncDisposable
{
    private readonly WebApplication _application;

    private ControlSurface(WebApplication application) => _application = application;

    /// <summary>Where it listens.</summary>
    public Uri Url => new(_application.Urls.Single());

    /// <summary>Listens on the port of <paramref name="url"/> (0: a free one), on 127.0.0.1 whatever its host.</summary>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<ControlSurface> StartAsync(Uri url, SimulatedDeployment deployment, DeploymentTraffic traffic)
    {
        ArgumentNullException.ThrowIfNull(url);
        ArgumentNullException.ThrowIfNull(deployment);
        ArgumentNullException.ThrowIfNull(traffic);
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
        return new ControlSurface(application);
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();
}
