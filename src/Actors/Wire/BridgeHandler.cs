using System.Net.Sockets;

namespace CmsOrchestrator.Actors.Wire;

/// <summary>How bytes get to a Call Bridge, for tokens and for event sockets alike.</summary>
internal static class BridgeHandler
{
    public static SocketsHttpHandler Make(ServerTrust trust, string host) => new()
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        ConnectCallback = ConnectAsync,
        PlaintextStreamFilter = static (context, _) => ValueTask.FromResult<Stream>(new PonglessStream(context.PlaintextStream)),
        SslOptions = trust.Options(host),

        // No connection is used twice: a token request says whether the server is reachable now, and no stale one fails it.
        PooledConnectionLifetime = TimeSpan.Zero,

        // Without a propagator there are no spans of System.Net.Http, whose attributes would carry the URL with the token.
        ActivityHeadersPropagator = null,
    };

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            // Pings are not allowed on an event socket (protocol.md §1), so the kernel watches the connection. The protocol's own
            // probes are faster; this frees a socket that nobody probes any more.
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, 30);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 10);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 3);
            await socket.ConnectAsync(context.DnsEndPoint, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
