using System.Net.Sockets;
using System.Text;

namespace CmsOrchestrator.Simulator.Tests;

/// <summary>A client that sends whatever bytes it likes, after a proper handshake.</summary>
internal sealed class RawClient : IDisposable
{
    private readonly TcpClient _tcp = new();

    private RawClient()
    {
    }

    public NetworkStream Stream => _tcp.GetStream();

    public static async Task<RawClient> ConnectAsync(SimulatedCallBridge bridge)
    {
        var token = await BareClient.TokenAsync(bridge);
        var client = new RawClient();
        await client._tcp.ConnectAsync(bridge.Url.Host, bridge.Url.Port);
        await client.Stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"GET /events/v1?authToken={token} HTTP/1.1\r\nHost: {bridge.Url.Authority}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"));
        var head = new StringBuilder();
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            head.Append((char)(await client.ReadAsync(1))[0]);
        }

        // The example of RFC 6455 §1.3.
        Assert.StartsWith("HTTP/1.1 101 ", head.ToString(), StringComparison.Ordinal);
        Assert.Contains("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n", head.ToString(), StringComparison.Ordinal);
        return client;
    }

    public async Task<byte[]> ReadAsync(int count)
    {
        using var limit = new CancellationTokenSource(BareClient.Limit);
        var bytes = new byte[count];
        await Stream.ReadExactlyAsync(bytes, limit.Token);
        return bytes;
    }

    public void Dispose() => _tcp.Dispose();
}
