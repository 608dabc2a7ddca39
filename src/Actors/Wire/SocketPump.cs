using System.Buffers;
using System.Diagnostics;
using System.Net.WebSockets;
using System.Threading.Channels;
using CmsOrchestrator.Actors.Views;
using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Connections;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Actors.Wire;

/// <summary>
/// Moves messages between one event socket and one actor. Reads outside the actor's mailbox into a bounded queue, acknowledges a
/// message as soon as it is understood and kept, and never waits for slow work. One text frame a message; no ping, no pong, no
/// binary frame, no fragment.
/// </summary>
internal sealed class SocketPump : IDisposable
{
    private static readonly TimeSpan CloseTime = TimeSpan.FromSeconds(2);

    private readonly WebSocket _socket;
    private readonly SocketPumpSettings _settings;
    private readonly BridgeFigure _figure;
    private readonly Func<Instant> _now;
    private readonly Action _signal;
    private readonly Channel<Inbound> _inbound;
    private readonly Channel<Outbound> _outbound;
    private readonly CancellationTokenSource _stop = new();
    private Task _reader = Task.CompletedTask;
    private Task _writer = Task.CompletedTask;
    private long _waitingBytes;
    private int _signalled;
    private volatile bool _closing;
    private SocketEnd? _end;

    public SocketPump(WebSocket socket, SocketPumpSettings settings, BridgeFigure figure, Func<Instant> now, Action signal)
    {
        _socket = socket;
        _settings = settings;
        _figure = figure;
        _now = now;
        _signal = signal;
        _inbound = Channel.CreateBounded<Inbound>(new BoundedChannelOptions(settings.Queue) { SingleReader = true, SingleWriter = true });
        _outbound = Channel.CreateBounded<Outbound>(new BoundedChannelOptions(settings.Queue) { SingleReader = true });
    }

    /// <summary>Why nothing more will come; null while something may.</summary>
    public SocketEnd? End => Volatile.Read(ref _end);

    public void Start()
    {
        _reader = Task.Run(ReadAsync);
        _writer = Task.Run(WriteAsync);
    }

    /// <summary>Messages that wait to be taken. For any thread.</summary>
    public int Waiting => _inbound.Reader.Count;

    /// <summary>Whether a message waits to be taken.</summary>
    public bool HasMore => _inbound.Reader.TryPeek(out _);

    /// <summary>Takes the next message. When it is false, the next signal tells of more.</summary>
    public bool TryTake(out Inbound inbound)
    {
        if (!_inbound.Reader.TryRead(out inbound))
        {
            Volatile.Write(ref _signalled, 0);
            if (!_inbound.Reader.TryRead(out inbound))
            {
                return false;
            }
        }

        Interlocked.Add(ref _waitingBytes, -inbound.Bytes);
        return true;
    }

    /// <summary>Queues a message; the socket ends where the server takes so few that the queue is full.</summary>
    public void Send(Action<IBufferWriter<byte>> write)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        write(buffer);
        Send(new Outbound(buffer.WrittenMemory, 0, 0));
    }

    private void Send(Outbound outbound)
    {
        if (!_outbound.Writer.TryWrite(outbound))
        {
            Finish(new SocketEnd(CloseCause.Dead, "the server does not take what is sent to it"));
        }
    }

    /// <summary>Sends what is queued, closes with 1000, waits for the server to do so too, all within a time limit, and frees the socket.</summary>
    public async Task CloseAsync()
    {
        _closing = true;
        _outbound.Writer.TryComplete();
        try
        {
            using var limit = new CancellationTokenSource(CloseTime);
            await _writer.WaitAsync(limit.Token);
            if (_socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            {
                await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, limit.Token);
                await _reader.WaitAsync(limit.Token);
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // The other side is gone already, or does not read: there is nobody left to be polite to.
        }

        Dispose();
    }

    public void Dispose()
    {
        _outbound.Writer.TryComplete();
        _stop.Cancel();
        _socket.Dispose();
    }

    private async Task ReadAsync()
    {
        using var buffer = new MessageBuffer(_socket, _settings.MaxMessageBytes);
        try
        {
            while (true)
            {
                var type = await buffer.ReadAsync(_stop.Token);
                if (type == WebSocketMessageType.Close)
                {
                    Finish(new SocketEnd(CloseCause.Lost, $"closed by the server with {(int?)_socket.CloseStatus ?? 1005}"));
                    return;
                }

                if (End is null && !_closing)
                {
                    Take(buffer.Message, type);
                }

                // What comes after the end is read all the same: a socket that is freed with something unread in it resets the
                // connection, and the server would not see our close frame.
            }
        }
        catch (WebSocketException e) when (e.WebSocketErrorCode == WebSocketError.Faulted)
        {
            // .NET closes the socket with 1002 or 1007 before anybody is asked.
            Finish(new SocketEnd(CloseCause.Malformed, "a frame that could not be understood: not UTF-8, or not as RFC 6455 has it"));
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or ObjectDisposedException or IOException)
        {
            Finish(new SocketEnd(CloseCause.Lost, "the connection broke"));
        }
    }

    private void Take(ReadOnlySpan<byte> utf8, WebSocketMessageType type)
    {
        using var activity = _figure.Trace();
        var received = Stopwatch.GetTimestamp();
        var inbound = type == WebSocketMessageType.Binary
            ? new Inbound(null, new MalformedMessage(MalformedKind.NotJson, "", "a binary frame"))
            : Decode(utf8);
        _figure.Count(_now(), Updates(inbound.Message));
        if (Interlocked.Add(ref _waitingBytes, utf8.Length) - utf8.Length > _settings.QueueBytes)
        {
            Finish(new SocketEnd(CloseCause.Overflow, $"{_settings.QueueBytes} bytes wait to be taken in"));
            return;
        }

        if (!_inbound.Writer.TryWrite(inbound with { Bytes = utf8.Length, Trace = activity?.Context ?? default }))
        {
            Finish(new SocketEnd(CloseCause.Overflow, $"{_settings.Queue} messages wait to be taken in"));
            return;
        }

        if (inbound.Message?.MessageId is { } id)
        {
            Send(new Outbound(null, id, received));
        }

        Signal();
    }

    private Inbound Decode(ReadOnlySpan<byte> utf8)
    {
        if (!ServerMessageReader.TryRead(utf8, _settings.MaxMessageBytes, out var message, out var malformed))
        {
            return new Inbound(null, malformed);
        }

        // What is short as a whole has no long text in it.
        var cut = utf8.Length > _settings.MaxTextLength ? TextLimit.Cut(message, _settings.MaxTextLength) : message;
        return new Inbound(cut, null) { IsCut = !ReferenceEquals(cut, message) };
    }

    private async Task WriteAsync()
    {
        var ack = new ArrayBufferWriter<byte>(128);
        try
        {
            await foreach (var (message, id, received) in _outbound.Reader.ReadAllAsync(_stop.Token))
            {
                if (message is { } text)
                {
                    await _socket.SendAsync(text, WebSocketMessageType.Text, endOfMessage: true, _stop.Token);
                }
                else
                {
                    ack.ResetWrittenCount();
                    ClientMessageWriter.WriteAck(ack, id);
                    await _socket.SendAsync(ack.WrittenMemory, WebSocketMessageType.Text, endOfMessage: true, _stop.Token);
                    _figure.Acknowledged(Stopwatch.GetElapsedTime(received));
                }
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or ObjectDisposedException or IOException or InvalidOperationException)
        {
            Finish(new SocketEnd(CloseCause.Lost, "the connection broke while sending"));
        }
    }

    private void Finish(SocketEnd end)
    {
        Interlocked.CompareExchange(ref _end, end, null);
        _inbound.Writer.TryComplete();
        Signal();
    }

    private void Signal()
    {
        if (Interlocked.Exchange(ref _signalled, 1) == 0)
        {
            _signal();
        }
    }

    private static int Updates(ServerMessage? message) => message switch
    {
        ServerMessage.CallListUpdate list => list.Updates.Length,
        ServerMessage.RosterUpdate roster => roster.Updates.Length,
        ServerMessage.CallInfoUpdate => 1,
        _ => 0,
    };

    /// <param name="Message">Null where a message is acknowledged.</param>
    /// <param name="Id">Of the message that is acknowledged.</param>
    /// <param name="Received">When that was read.</param>
    private readonly record struct Outbound(ReadOnlyMemory<byte>? Message, long Id, long Received);
}
