using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace CmsOrchestrator.Simulator;

/// <summary>The server's half of the opening handshake (RFC 6455 §4.2).</summary>
internal static class Handshake
{
    /// <summary>Whether this is a request for a WebSocket of version 13.</summary>
    public static bool IsWebSocket(HttpContext context) =>
        context.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true }
        && StringValues.Equals(context.Request.Headers.SecWebSocketVersion, "13")
        && context.Request.Headers.Upgrade.Any(v => string.Equals(v, "websocket", StringComparison.OrdinalIgnoreCase))
        && !StringValues.IsNullOrEmpty(context.Request.Headers.SecWebSocketKey);

    /// <summary>Answers 101; what comes back is the raw connection, both ways.</summary>
    public static Task<Stream> AcceptAsync(HttpContext context)
    {
        context.Response.Headers.Upgrade = "websocket";
        context.Response.Headers.Connection = "Upgrade";
        context.Response.Headers.SecWebSocketAccept = AcceptKey(context.Request.Headers.SecWebSocketKey.ToString());
        return context.Features.GetRequiredFeature<IHttpUpgradeFeature>().UpgradeAsync();
    }

    /// <summary>The answer to a <c>Sec-WebSocket-Key</c>.</summary>
    public static string AcceptKey(string key)
    {
#pragma warning disable CA5350 // SHA-1 is what RFC 6455 asks for here; nothing is kept secret by it.
        return Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key.Trim() + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
#pragma warning restore CA5350
    }
}
