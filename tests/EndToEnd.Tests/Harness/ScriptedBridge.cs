using System.Collections.Immutable;
using System.Threading.Channels;
using CmsOrchestrator.Actors.Settings;
using CmsOrchestrator.Model;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CmsOrchestrator.EndToEnd.Tests;

/// <summary>
/// A Call Bridge that is not the simulator: it says what a test writes, letter by letter, over plain HTTP on loopback. Tokens work
/// once.
/// </summary>
internal sealed class ScriptedBridge : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HashSet<string> _tokens = [];
    private readonly Channel<ScriptedConnection> _connections = Channel.CreateUnbounded<ScriptedConnection>();

    private ScriptedBridge(WebApplication app) => _app = app;

    public Uri Url => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    public static async Task<ScriptedBridge> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.UseWebSockets();
        var bridge = new ScriptedBridge(app);
        app.MapPost("/api/v1/authTokens", bridge.Token);
        app.Map("/events/v1", bridge.EventsAsync);
        await app.StartAsync();
        return bridge;
    }

    public CmsClusterSettings AsCluster(string cluster, string bridge)
    {
        var name = new CallBridgeName(bridge);
        var settings = new CallBridgeSettings(name, Url, "events", Secret.Of("scripted"), null, null, 3);
        return new CmsClusterSettings(
            new ClusterName(cluster), ImmutableSortedDictionary<CallBridgeName, CallBridgeSettings>.Empty.Add(name, settings));
    }

    /// <summary>The next connection that a client opens.</summary>
    public async Task<ScriptedConnection> ConnectionAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        return await _connections.Reader.ReadAsync(limit.Token);
    }

    /// <summary>All that clients open, until it is enough.</summary>
    public IAsyncEnumerable<ScriptedConnection> ConnectionsAsync(CancellationToken enough) => _connections.Reader.ReadAllAsync(enough);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private IResult Token(HttpContext context)
    {
        if (context.Request.Headers.Authorization != "Basic ZXZlbnRzOnNjcmlwdGVk" || context.Request.ContentLength != 0)
        {
            return Results.Unauthorized();
        }

        var token = Guid.NewGuid().ToString();
        lock (_tokens)
        {
            _tokens.Add(token);
        }

        context.Response.Headers["X-Cisco-CMS-Auth-Token"] = token;
        context.Response.Headers.Connection = "close";
        return Results.Ok();
    }

    private async Task EventsAsync(HttpContext context)
    {
        bool known;
        lock (_tokens)
        {
            known = _tokens.Remove(context.Request.Query["authToken"].ToString());
        }

        if (!known || !context.WebSockets.IsWebSocketRequest)
        {
            context.Response.StatusCode = 401;
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext { KeepAliveInterval = TimeSpan.Zero });
        var connection = new ScriptedConnection(socket);
        await _connections.Writer.WriteAsync(connection);
        await connection.Finished;
    }
}
