using System.Buffers;
using System.Collections.Immutable;
using System.Net.WebSockets;
using System.Threading.Channels;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Actors.Tests.Support;

/// <summary>
/// The server's end of an event socket: notes what the client says and, unless told otherwise, answers each request as a bridge
/// does, every index <c>active</c> at once.
/// </summary>
internal sealed class ServerSocket : IDisposable
{
    private readonly WebSocket _socket;
    private readonly Channel<ClientMessage.SubscribeRequest> _requests = Channel.CreateUnbounded<ClientMessage.SubscribeRequest>();
    private readonly TaskCompletionSource<WebSocketCloseStatus?> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _sending = new(1, 1);
    private ImmutableHashSet<int> _active = [];
    private long _messageId;
    private long _lastAck;

    private ServerSocket(WebSocket client, WebSocket socket, bool answers)
    {
        Client = client;
        _socket = socket;
        Answers = answers;
        _ = Task.Run(ReadAsync);
    }

    /// <summary>The end that the orchestrator is given.</summary>
    public WebSocket Client { get; }

    public bool Answers { get; }

    /// <summary>The last message that the client acknowledged.</summary>
    public long LastAck => Interlocked.Read(ref _lastAck);

    public long LastSent => Interlocked.Read(ref _messageId);

    /// <summary>What the client closed with.</summary>
    public Task<WebSocketCloseStatus?> Closed => _closed.Task;

    public static ServerSocket Open(bool answers = true)
    {
        var (client, server) = DuplexStream.Pair();
        return new ServerSocket(
            WebSocket.CreateFromStream(client, new WebSocketCreationOptions { IsServer = false }),
            WebSocket.CreateFromStream(server, new WebSocketCreationOptions { IsServer = true }),
            answers);
    }

    /// <summary>The next request of the client.</summary>
    public async Task<ClientMessage.SubscribeRequest> RequestAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        return await _requests.Reader.ReadAsync(limit.Token);
    }

    /// <summary>The index under which a request of the client listed this.</summary>
    public async Task<int> IndexAsync(SubscriptionType type, CallGuid? call = null)
    {
        while (true)
        {
            if ((await RequestAsync()).Subscriptions.FirstOrDefault(s => s.Type == type && s.Call == call) is { } spec)
            {
                return spec.Index;
            }
        }
    }

    public Task AckAsync(long messageId, string status = MessageAck.Success) =>
        SendAsync(output => ServerMessageWriter.WriteAck(output, messageId, status));

    public Task StateAsync(int index, string state) =>
        SendAsync((output, id) => ServerMessageWriter.WriteSubscriptionUpdate(output, id, [new(index, state)]));

    public Task CallsAsync(int index, params ImmutableArray<CallUpdate> updates) =>
        SendAsync((output, id) => ServerMessageWriter.WriteCallListUpdate(output, id, index, updates));

    public Task RosterAsync(int index, params ImmutableArray<ParticipantUpdate> updates) =>
        SendAsync((output, id) => ServerMessageWriter.WriteRosterUpdate(output, id, index, updates));

    /// <summary>Sends any text, under no number of ours.</summary>
    public Task TextAsync(string text) => SendAsync(output => output.Write(System.Text.Encoding.UTF8.GetBytes(text)));

    /// <summary>Leaves out a number.</summary>
    public void Skip() => Interlocked.Increment(ref _messageId);

    public void Dispose()
    {
        _socket.Dispose();
        _sending.Dispose();
    }

    private Task SendAsync(Action<IBufferWriter<byte>, long> write) => SendAsync(output => write(output, Interlocked.Increment(ref _messageId)));

    private async Task SendAsync(Action<IBufferWriter<byte>> write)
    {
        await _sending.WaitAsync();
        try
        {
            var buffer = new ArrayBufferWriter<byte>();
            write(buffer);
            await _socket.SendAsync(buffer.WrittenMemory, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        }
        finally
        {
            _sending.Release();
        }
    }

    private async Task ReadAsync()
    {
        var buffer = new byte[1 << 20]; // longer than any request
        try
        {
            var length = 0;
            while (await _socket.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None) is { MessageType: WebSocketMessageType.Text } received)
            {
                length += received.Count;
                if (received.EndOfMessage)
                {
                    Assert.True(ClientMessageReader.TryRead(buffer.AsSpan(0, length), out var message, out var malformed), malformed?.ToString());
                    await TakeAsync(message!);
                    length = 0;
                }
            }

            _closed.TrySetResult(_socket.CloseStatus);
            await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        }
        catch (Exception e) when (e is WebSocketException or ObjectDisposedException or IOException or InvalidOperationException)
        {
            _closed.TrySetResult(null);
        }
    }

    private async Task TakeAsync(ClientMessage message)
    {
        if (message is ClientMessage.Ack ack)
        {
            Interlocked.Exchange(ref _lastAck, ack.Acknowledged);
        }
        else if (message is ClientMessage.SubscribeRequest request)
        {
            if (Answers)
            {
                await AckAsync(request.MessageId);
                ImmutableArray<SubscriptionStateEntry> news =
                    [.. request.Subscriptions.Where(s => !_active.Contains(s.Index)).Select(s => new SubscriptionStateEntry(s.Index, SubscriptionWords.Active))];
                _active = [.. request.Subscriptions.Select(s => s.Index)];
                if (!news.IsEmpty)
                {
                    await SendAsync((output, id) => ServerMessageWriter.WriteSubscriptionUpdate(output, id, news));
                }
            }

            await _requests.Writer.WriteAsync(request);
        }
    }
}
