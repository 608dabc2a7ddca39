using System.Buffers;
using System.Collections.Immutable;
using System.Net.Sockets;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Load.Bridges;

/// <summary>
/// One event socket, the bridge's side. Acknowledgements are counted, and must come in order; a subscribeRequest is answered with the
/// states and the snapshots of what is new. Whatever is sent is composed under the bridge's gate.
/// </summary>
internal sealed class BridgeConnection(LoadBridge bridge, Socket socket) : IDisposable
{
    private const int SnapshotEntries = 10;

    private readonly byte[] _out = new byte[256 * 1024];
    private readonly HashSet<int> _active = [];
    private int _pending;
    private long _sent;
    private long _acknowledged;

    public LoadBridge Bridge => bridge;

    /// <summary>Messages that were sent and are not acknowledged.</summary>
    public int Unacknowledged => (int)(_sent - Volatile.Read(ref _acknowledged));

    public long Acknowledged => Volatile.Read(ref _acknowledged);

    /// <summary>Puts a message behind those that wait for <see cref="Flush"/>.</summary>
    public void Add(FrameTemplate template, FrameValues values)
    {
        if (_out.Length - _pending < Frames.Longest)
        {
            Flush();
        }

        _pending += template.Write(_out.AsSpan(_pending), values with { MessageId = ++_sent });
    }

    public void Flush()
    {
        for (var at = 0; at < _pending;)
        {
            at += socket.Send(_out.AsSpan(at, _pending - at));
        }

        _pending = 0;
    }

    public void Dispose() => socket.Dispose();

    /// <summary>Takes what the client sends until it is gone.</summary>
    public async Task ReadAsync(byte[] rest, CancellationToken stop)
    {
        var frames = new ClientFrames(rest);
        try
        {
            while (await frames.FillAsync(socket, stop))
            {
                while (frames.TryNext(out var text))
                {
                    Take(text.Span);
                }
            }
        }
        finally
        {
            bridge.Closed(this);
        }
    }

    private void Take(ReadOnlySpan<byte> text)
    {
        if (!ClientMessageReader.TryRead(text, out var message, out var malformed))
        {
            throw new IOException($"the client sent what is no message: {malformed}");
        }

        switch (message)
        {
            case ClientMessage.Ack ack when ack.Acknowledged == _acknowledged + 1 && ack.Status == MessageAck.Success:
                Volatile.Write(ref _acknowledged, ack.Acknowledged);
                break;
            case ClientMessage.SubscribeRequest request:
                lock (bridge.Gate)
                {
                    Answer(request);
                }

                break;
            default:
                throw new IOException($"the client sent {message} where the acknowledgement of {_acknowledged + 1} was due");
        }
    }

    private void Answer(ClientMessage.SubscribeRequest request)
    {
        Flush();
        Send(output => ServerMessageWriter.WriteAck(output, request.MessageId, MessageAck.Success));
        var isNews = request.Subscriptions.Any(s => !_active.Contains(s.Index)) || _active.Count != request.Subscriptions.Length;
        if (!isNews)
        {
            return;
        }

        var before = _active.ToHashSet();
        _active.Clear();
        _active.UnionWith(request.Subscriptions.Select(s => s.Index));
        ImmutableArray<SubscriptionStateEntry> states =
            [.. request.Subscriptions.Select(s => new SubscriptionStateEntry(s.Index, SubscriptionWords.Active))];
        Send((output, id) => ServerMessageWriter.WriteSubscriptionUpdate(output, id, states));
        foreach (var subscription in request.Subscriptions.Where(s => !before.Contains(s.Index)))
        {
            Begin(subscription);
        }
    }

    private void Begin(SubscriptionSpec subscription)
    {
        var index = subscription.Index;
        if (subscription.Call is not { } call)
        {
            bridge.CallList = (this, index);
            foreach (var part in bridge.Conferences.Chunk(SnapshotEntries))
            {
                ImmutableArray<CallUpdate> updates = [.. part.Select(Snapshots.Call)];
                Send((output, id) => ServerMessageWriter.WriteCallListUpdate(output, id, index, updates));
            }
        }
        else if (subscription.Type == SubscriptionType.CallRoster)
        {
            var conference = bridge.ByCall[call.Value];
            conference.Roster = (this, index);
            foreach (var part in Snapshots.Roster(conference).Chunk(SnapshotEntries))
            {
                Send((output, id) => ServerMessageWriter.WriteRosterUpdate(output, id, index, [.. part]));
            }
        }
        else
        {
            var conference = bridge.ByCall[call.Value];
            conference.Info = (this, index);
            Send((output, id) => ServerMessageWriter.WriteCallInfoUpdate(output, id, index, Snapshots.Info(conference)));
        }
    }

    private void Send(Action<IBufferWriter<byte>, long> write)
    {
        var id = ++_sent;
        Send(output => write(output, id));
    }

    private void Send(Action<IBufferWriter<byte>> write)
    {
        var json = new ArrayBufferWriter<byte>(1024);
        write(json);
        var frame = ServerFrame.Of(json.WrittenSpan);
        for (var at = 0; at < frame.Length;)
        {
            at += socket.Send(frame.AsSpan(at));
        }
    }
}
