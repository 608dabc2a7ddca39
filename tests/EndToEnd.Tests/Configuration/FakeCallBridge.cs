using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CmsOrchestrator.EndToEnd.Tests.Configuration;

/// <summary>A Call Bridge of a few lines over plain HTTP, whose sockets do what the test says. It knows nothing of our code.</summary>
internal sealed class FakeCallBridge : IAsyncDisposable
{
    public const string Ack = """{ "type": "messageAck", "messageAck": { "messageId": 1, "status": "success" } }""";

    public const string Active =
        """{ "type": "message", "message": { "messageId": 8, "type": "subscriptionUpdate", "subscriptions": [ { "index": 1, "state": "active" } ] } }""";

    private readonly WebApplication _app;

    private FakeCallBridge(WebApplication app) => _app = app;

    public string Url => _app.Urls.Single();

    public static async Task<FakeCallBridge> StartAsync(Func<WebSocket, Task> talk, int tokenStatus = 200, int upgradeStatus = 101)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = TimeSpan.Zero });
        app.MapPost("/api/v1/authTokens", (HttpResponse response) =>
        {
            response.StatusCode = tokenStatus;
            response.Headers["X-Cisco-CMS-Auth-Token"] = "token-1";
        });
        app.MapGet("/events/v1", async (HttpContext http) =>
        {
            if (upgradeStatus != 101 || http.Request.Query["authToken"] != "token-1")
            {
                http.Response.StatusCode = upgradeStatus;
                return;
            }

            using var socket = await http.WebSockets.AcceptWebSocketAsync();
            await talk(socket);
        });
        await app.StartAsync();
        return new FakeCallBridge(app);
    }

    /// <summary>The next message as text; "close 1000" where the client takes its leave.</summary>
    public static async Task<string> ReadAsync(WebSocket socket)
    {
        var buffer = new byte[4096];
        var received = await socket.ReceiveAsync(buffer, CancellationToken.None);
        return received.MessageType == WebSocketMessageType.Close
            ? $"close {(int)socket.CloseStatus!}"
            : Encoding.UTF8.GetString(buffer, 0, received.Count);
    }

    public static Task SayAsync(WebSocket socket, string text) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
