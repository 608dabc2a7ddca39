using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using CmsOrchestrator.Actors.Wire;
using Microsoft.AspNetCore.Http;

namespace CmsOrchestrator.Actors.Tests.Wire;

public sealed class EventSocketTests
{
    private static readonly EventToken Token = new(Given.Token);

    [Fact]
    public async Task An_open_socket_carries_messages_both_ways_and_outlives_its_client()
    {
        using var ca = new TestCa();
        using var file = new TestFile(ca.Pem);
        await using var server = await WebServer.StartAsync(EchoAsync, ca.Issue(["localhost"]));
        var client = new CallBridgeClient(Given.Bridge(server.Url) with { CaFile = file.Path }, TimeSpan.FromSeconds(30));
        using var socket = Assert.IsType<OpenResult.Opened>(await client.OpenAsync(Token, CancellationToken.None)).Socket;
        client.Dispose();

        await socket.SendAsync("hello"u8.ToArray(), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        var buffer = new byte[64];
        var received = await socket.ReceiveAsync(buffer, CancellationToken.None);

        Assert.Equal("hello", Encoding.UTF8.GetString(buffer, 0, received.Count));
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
    }

    [Fact]
    public async Task The_handshake_and_the_frames_are_what_a_Meeting_Server_takes()
    {
        var head = new TaskCompletionSource<string>();
        var frame = new TaskCompletionSource<byte[]>();
        using var server = new RawServer(async stream =>
        {
            head.SetResult(await AcceptAsync(stream));
            var bytes = new byte[8 + 20_000];
            await stream.ReadExactlyAsync(bytes);
            frame.SetResult(bytes);
        });
        using var client = Given.Client(server.Url);
        using var socket = Assert.IsType<OpenResult.Opened>(await client.OpenAsync(Token, CancellationToken.None)).Socket;
        await socket.SendAsync(new byte[20_000], WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

        Assert.StartsWith($"GET /events/v1?authToken={Given.Token} HTTP/1.1\r\n", await head.Task, StringComparison.Ordinal);
        Assert.Contains("Sec-WebSocket-Version: 13", await head.Task, StringComparison.Ordinal);
        Assert.DoesNotContain("Sec-WebSocket-Extensions", await head.Task, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Sec-WebSocket-Protocol", await head.Task, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("traceparent", await head.Task, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(0x81, (await frame.Task)[0]); // final, text
        Assert.Equal(20_000, ((await frame.Task)[2] << 8) + (await frame.Task)[3]);
    }

    [Fact]
    public async Task A_ping_is_not_answered()
    {
        var answer = new TaskCompletionSource<byte>();
        using var server = new RawServer(async stream =>
        {
            await AcceptAsync(stream);
            await stream.WriteAsync(new byte[] { 0x89, 0x02, 0x68, 0x69, 0x81, 0x02, 0x7b, 0x7d });
            var head = new byte[1];
            await stream.ReadExactlyAsync(head);
            answer.SetResult(head[0]);
        });
        using var client = Given.Client(server.Url);
        using var socket = Assert.IsType<OpenResult.Opened>(await client.OpenAsync(Token, CancellationToken.None)).Socket;

        // What comes behind the ping is there, so its answer would have been sent.
        Assert.Equal(2, (await socket.ReceiveAsync(new byte[64], CancellationToken.None)).Count);
        await socket.SendAsync("{}"u8.ToArray(), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        Assert.Equal(0x81, await answer.Task);
    }

    [Theory]
    [InlineData(200, "200 OK")]
    [InlineData(302, "302 Found")]
    [InlineData(401, "the token was not accepted")]
    [InlineData(404, "offers no events")]
    [InlineData(503, "503 Service Unavailable")]
    public async Task A_refused_upgrade_is_told_with_its_status(int status, string part)
    {
        await using var server = await WebServer.StartAsync(http =>
        {
            http.Response.StatusCode = status;
            http.Response.Headers.Location = $"http://127.0.0.1:9/?authToken={Given.Token}";
            return Task.CompletedTask;
        });
        using var client = Given.Client(server.Url);

        var refused = Assert.IsType<OpenResult.Refused>(await client.OpenAsync(Token, CancellationToken.None));

        Assert.Contains(part, Given.Clean(refused.Problem), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HTTP/1.1 101 OK\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: wrong\r\n\r\n", "not a WebSocket's")]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\n\r\n", "not a WebSocket's")]
    [InlineData("gibberish\r\n\r\n", "is not HTTP")]
    [InlineData("", "closed the connection")]
    public async Task What_is_not_an_upgrade_fails(string answer, string part)
    {
        using var server = RawServer.Answering(answer, _ => { });
        using var client = Given.Client(server.Url);

        var failed = Assert.IsType<OpenResult.Failed>(await client.OpenAsync(Token, CancellationToken.None));

        Assert.Contains(part, Given.Clean(failed.Problem), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_handshake_without_an_answer_is_given_up_in_time()
    {
        using var server = new RawServer(async stream =>
        {
            await RawServer.ReadHeadAsync(stream);
            await RawServer.ReadHeadAsync(stream);
        });
        using var client = new CallBridgeClient(Given.Bridge(server.Url), TimeSpan.FromMilliseconds(300));

        var failed = Assert.IsType<OpenResult.Failed>(await client.OpenAsync(Token, CancellationToken.None));

        Assert.Equal("no answer within 0.3 s", failed.Problem);
    }

    [Fact]
    public async Task An_untrusted_server_gets_no_token()
    {
        using var ca = new TestCa();
        await using var server = await WebServer.StartAsync(EchoAsync, ca.Issue(["localhost"]));
        using var client = Given.Client(server.Url);

        var failed = Assert.IsType<OpenResult.Failed>(await client.OpenAsync(Token, CancellationToken.None));

        Assert.Contains("unknown CA", failed.Problem, StringComparison.Ordinal);
    }

    private static async Task<string> AcceptAsync(NetworkStream stream)
    {
        var head = await RawServer.ReadHeadAsync(stream);
        var key = head.Split("Sec-WebSocket-Key: ")[1].Split("\r\n")[0];
#pragma warning disable CA5350 // RFC 6455 asks for SHA-1
        var accept = Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
#pragma warning restore CA5350
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {accept}\r\n\r\n"));
        return head;
    }

    private static async Task EchoAsync(HttpContext http)
    {
        using var socket = await http.WebSockets.AcceptWebSocketAsync();
        var buffer = new byte[1024];
        while (await socket.ReceiveAsync(buffer, http.RequestAborted) is { MessageType: WebSocketMessageType.Text } received)
        {
            await socket.SendAsync(buffer.AsMemory(0, received.Count), WebSocketMessageType.Text, endOfMessage: true, http.RequestAborted);
        }

        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, http.RequestAborted);
    }
}
