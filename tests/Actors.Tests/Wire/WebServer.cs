using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CmsOrchestrator.Actors.Tests.Wire;

/// <summary>A web server on loopback, with TLS where it has a certificate.</summary>
internal sealed class WebServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private WebServer(WebApplication app, bool tls)
    {
        _app = app;
        var port = new Uri(app.Urls.Single()).Port;
        Url = new Uri(tls ? $"https://localhost:{port}" : $"http://127.0.0.1:{port}");
    }

    public Uri Url { get; }

    public static async Task<WebServer> StartAsync(RequestDelegate answer, X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (certificate is not null)
            {
                listen.UseHttps(certificate);
            }
        }));
        var app = builder.Build();
        app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = TimeSpan.Zero });
        app.Run(answer);
        await app.StartAsync();
        return new WebServer(app, certificate is not null);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
