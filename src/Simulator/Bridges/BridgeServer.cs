using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace CmsOrchestrator.Simulator;

/// <summary>The web server of one bridge: loopback only, HTTP/1.1 only, silent in the log, because URLs here carry tokens.</summary>
internal sealed class BridgeServer : IAsyncDisposable
{
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(5);

    private readonly WebApplication _application;
    private readonly Transports _transports;

    private BridgeServer(WebApplication application, Transports transports, int port)
    {
        _application = application;
        _transports = transports;
        Port = port;
    }

    public int Port { get; }

    /// <summary>Listens on <paramref name="port"/> of 127.0.0.1, or on a free one where it is 0; with TLS where there is a certificate to show.</summary>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<BridgeServer> StartAsync(
        int port, Func<X509Certificate2>? certificate, Transports transports, Action<IEndpointRouteBuilder> map)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = "Simulator", Args = [] });
        builder.Configuration.Sources.Clear();
        builder.Logging.ClearProviders();
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = StopTime);
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, port, listen =>
            {
                listen.Protocols = HttpProtocols.Http1;
                listen.Use(transports.Track);
                if (certificate is not null)
                {
                    listen.UseHttps(https => https.ServerCertificateSelector = (_, _) => certificate());
                }
            });
        });
        var application = builder.Build();
        map(application);
        await application.StartAsync();
        var address = application.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single();
        return new BridgeServer(application, transports, new Uri(address).Port);
    }

    /// <summary>Resets what is open and frees the port.</summary>
    public async ValueTask DisposeAsync()
    {
        _transports.ResetAll();
        using var limit = new CancellationTokenSource(StopTime);
        await _application.StopAsync(limit.Token);
        await _application.DisposeAsync();
    }
}

/// <summary>Signals are the program's business, not each bridge's.</summary>
internal sealed class NoLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
