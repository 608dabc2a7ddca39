using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Simulator.Tests;

/// <summary>An events client with nothing between the test and the wire: it acknowledges only what it is told to. Every wait has a limit.</summary>
internal sealed class BareClient : IAsyncDisposable
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly byte[] _buffer = new byte[8 * 1024 * 1024];
    private long _lastId;

    private BareClient(ClientWebSocket socket) => Socket = socket;

    public ClientWebSocket Socket { get; }

    /// <summary>What came last, as it was on the wire.</summary>
    public string LastText { get; private set; } = "";

    public static async Task<HttpResponseMessage> RequestTokenAsync(SimulatedCallBridge bridge, string? password = null, string? caPem = null)
    {
        using var handler = new SocketsHttpHandler { UseProxy = false };
        if (caPem is not null)
        {
            handler.SslOptions.CertificateChainPolicy = Trusting(caPem);
        }

        using var http = new HttpClient(handler) { Timeout = Limit };
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(bridge.Url, "/api/v1/authTokens")) { Content = new ByteArrayContent([]) };
        var credentials = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{bridge.Username}:{password ?? bridge.Password}"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", credentials);
        return await http.SendAsync(request);
    }

    public static async Task<string> TokenAsync(SimulatedCallBridge bridge, string? caPem = null)
    {
        using var response = await RequestTokenAsync(bridge, caPem: caPem);
        return response.Headers.GetValues("X-Cisco-CMS-Auth-Token").Single();
    }

    public static Uri EventsUrl(SimulatedCallBridge bridge, string token) =>
        new($"{bridge.Url.ToString().Replace("http", "ws", StringComparison.Ordinal)}events/v1?authToken={token}");

    public static async Task<BareClient> ConnectAsync(
        SimulatedCallBridge bridge, string? caPem = null, TimeSpan? keepAlive = null, TimeSpan? keepAliveTimeout = null, string? token = null)
    {
        token ??= await TokenAsync(bridge, caPem);
        var socket = new ClientWebSocket();
        socket.Options.Proxy = null;
        socket.Options.KeepAliveInterval = keepAlive ?? TimeSpan.Zero;
        socket.Options.KeepAliveTimeout = keepAliveTimeout ?? Timeout.InfiniteTimeSpan;
        using var handler = new SocketsHttpHandler { UseProxy = false };
        if (caPem is not null)
        {
            handler.SslOptions.CertificateChainPolicy = Trusting(caPem);
        }

        using var invoker = new HttpMessageInvoker(handler, disposeHandler: false);
        using var limit = new CancellationTokenSource(Limit);
        await socket.ConnectAsync(EventsUrl(bridge, token), invoker, limit.Token);
        return new BareClient(socket);
    }

    public Task SubscribeAsync(params SubscriptionSpec[] subscriptions)
    {
        var output = new System.Buffers.ArrayBufferWriter<byte>();
        ClientMessageWriter.WriteSubscribeRequest(output, ++_lastId, [.. subscriptions]);
        return SendAsync(output.WrittenMemory);
    }

    public Task AckAsync(long messageId)
    {
        var output = new System.Buffers.ArrayBufferWriter<byte>();
        ClientMessageWriter.WriteAck(output, messageId);
        return SendAsync(output.WrittenMemory);
    }

    public Task SendTextAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text));

    /// <summary>The next message, not acknowledged.</summary>
    public async Task<ServerMessage> NextAsync()
    {
        var text = await NextFrameAsync();
        Assert.True(ServerMessageReader.TryRead(text.Span, out var message, out var malformed), malformed?.ToString());
        return message!;
    }

    /// <summary>The next message, acknowledged; it must be a <typeparamref name="T"/>.</summary>
    public async Task<T> NextAsync<T>()
        where T : ServerMessage
    {
        var message = await NextAsync();
        if (message.MessageId is { } id)
        {
            await AckAsync(id);
        }

        return Assert.IsType<T>(message);
    }

    /// <summary>Reads and acknowledges up to a message that <paramref name="condition"/> takes.</summary>
    public async Task<T> UntilAsync<T>(Predicate<T> condition)
        where T : ServerMessage
    {
        while (true)
        {
            var message = await NextAsync();
            if (message.MessageId is { } id)
            {
                await AckAsync(id);
            }

            if (message is T wanted && condition(wanted))
            {
                return wanted;
            }
        }
    }

    /// <summary>Subscribes; all messages that come of it, the ack not included.</summary>
    public async Task<List<ServerMessage>> DrainAfterAsync(params SubscriptionSpec[] subscriptions)
    {
        await SubscribeAsync(subscriptions);
        await NextAsync<ServerMessage.Ack>();
        return await DrainAsync(subscriptions);
    }

    /// <summary>All messages up to the answer to a repeated request, that answer not included: what the bridge had to say so far.</summary>
    public async Task<List<ServerMessage>> DrainAsync(params SubscriptionSpec[] current)
    {
        await SubscribeAsync(current);
        var all = new List<ServerMessage>();
        while (await NextAsync() is var message && !(message is ServerMessage.Ack ack && ack.Acknowledged == _lastId))
        {
            all.Add(message);
            if (message.MessageId is { } id)
            {
                await AckAsync(id);
            }
        }

        return all;
    }

    /// <summary>Reads to the end; the code with which the bridge closed, or null where it cut the connection.</summary>
    public async Task<WebSocketCloseStatus?> EndAsync()
    {
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            while (await Socket.ReceiveAsync(_buffer.AsMemory(), limit.Token) is { MessageType: not WebSocketMessageType.Close })
            {
            }

            return Socket.CloseStatus;
        }
        catch (WebSocketException)
        {
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Socket.State == WebSocketState.Open)
        {
            using var limit = new CancellationTokenSource(Limit);
            try
            {
                await Socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, limit.Token);
            }
            catch (WebSocketException)
            {
                // The bridge cut it first.
            }
        }

        Socket.Dispose();
    }

    public async Task<ReadOnlyMemory<byte>> NextFrameAsync()
    {
        using var limit = new CancellationTokenSource(Limit);
        var length = 0;
        ValueWebSocketReceiveResult result;
        do
        {
            result = await Socket.ReceiveAsync(_buffer.AsMemory(length), limit.Token);
            Assert.NotEqual(WebSocketMessageType.Close, result.MessageType);
            length += result.Count;
        }
        while (!result.EndOfMessage);

        LastText = Encoding.UTF8.GetString(_buffer, 0, length);
        return _buffer.AsMemory(0, length);
    }

    private static X509ChainPolicy Trusting(string caPem)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(X509Certificate2.CreateFromPem(caPem));
        return policy;
    }

    private async Task SendAsync(ReadOnlyMemory<byte> text)
    {
        using var limit = new CancellationTokenSource(Limit);
        await Socket.SendAsync(text, WebSocketMessageType.Text, endOfMessage: true, limit.Token);
    }
}
