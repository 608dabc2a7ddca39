namespace CmsOrchestrator.Simulator;

/// <content>What the client is sent.</content>
internal sealed partial class EventsConnection
{
    private long _lastSentId;
    private bool _losesNext;

    private async Task WriteAsync(CancellationToken cancellation)
    {
        await foreach (var outgoing in _queue.Reader.ReadAllAsync(cancellation))
        {
            await WaitWhileStuckAsync(cancellation);
            await DelayAsync(_setup.Faults.SendDelay, cancellation);
            switch (outgoing)
            {
                case Outgoing.Close close:
                    await _stream.WriteAsync(FrameWriter.Close(close.Code), cancellation);
                    await AwaitCloseAsync(cancellation);
                    return;
                case Outgoing.TruncatedFrame truncated:
                    await _stream.WriteAsync(truncated.Payload, cancellation);
                    Freeze();
                    break;
                case Outgoing.Frame frame:
                    await _stream.WriteAsync(FrameWriter.Frame(frame.Opcode, frame.Payload.Span), cancellation);
                    break;
                case Outgoing.Ack ack when _served:
                    await WriteAckAsync(ack, cancellation);
                    break;
                case Outgoing.Message message when _served:
                    await WriteNumberedAsync(id => _encoder.Message(message.Body, id), cancellation);
                    break;
                case Outgoing.NumberedText text when _served:
                    await WriteNumberedAsync(id => _encoder.Text(text.Json(id)), cancellation);
                    break;
                case Outgoing.Hole:
                    _lastSentId++;
                    break;
                case Outgoing.Loss:
                    _losesNext = true;
                    break;
            }
        }
    }

    private async Task WriteAckAsync(Outgoing.Ack ack, CancellationToken cancellation)
    {
        await DelayAsync(_setup.Faults.AckDelay, cancellation);
        if (!_setup.Faults.DropAcks)
        {
            await WriteTextAsync(_encoder.Ack(ack.Acknowledged, ack.Status), cancellation);
        }
    }

    private async Task WriteNumberedAsync(Func<long, byte[]> encode, CancellationToken cancellation)
    {
        _lastSentId += _setup.Faults.AlwaysHoles ? 2 : 1;
        if (_losesNext)
        {
            _losesNext = false;
            return;
        }

        // Before it is sent: the answer may be there before the write has returned.
        _acks.Sent(_lastSentId);
        await WriteTextAsync(encode(_lastSentId), cancellation);
    }

    private ValueTask WriteTextAsync(byte[] text, CancellationToken cancellation) =>
        _stream.WriteAsync(FrameWriter.Frame(Opcode.Text, text), cancellation);

    private Task DelayAsync(TimeSpan delay, CancellationToken cancellation) =>
        delay > TimeSpan.Zero ? Task.Delay(delay, _setup.Time, cancellation) : Task.CompletedTask;

    /// <summary>The client's half of the closing handshake; without it in time, the connection is cut.</summary>
    private async Task AwaitCloseAsync(CancellationToken cancellation)
    {
        _served = false;
        try
        {
            await _peerClosed.Task.WaitAsync(_setup.Behaviour.CloseTime, _setup.Time, cancellation);
        }
        catch (TimeoutException)
        {
            Abort();
        }
    }
}
