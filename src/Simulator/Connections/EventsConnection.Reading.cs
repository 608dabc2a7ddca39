using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Simulator;

/// <content>What the client sends.</content>
internal sealed partial class EventsConnection
{
    private long _lastMessageId = long.MinValue;
    private bool _closing;

    private async Task ReadAsync(CancellationToken cancellation)
    {
        var reader = new FrameReader(_stream, _setup.Behaviour.MaxFrameBytes);
        while (true)
        {
            await WaitWhileStuckAsync(cancellation);
            var frame = await reader.ReadAsync(cancellation);
            await WaitWhileStuckAsync(cancellation);
            if (frame is null)
            {
                // Gone without a closing handshake: nothing can be sent any more.
                await _end.CancelAsync();
                return;
            }

            if (frame.Value.Opcode == Opcode.Close)
            {
                _peerClosed.TrySetResult();
                Finish(frame.Value.CloseCode);
                return;
            }

            if (_closing)
            {
                continue;
            }

            if (FrameCheck.Judge(frame.Value) is var (kind, what, code))
            {
                Breach(kind, what);
                Finish(code);
                if (frame.Value.IsTooLong)
                {
                    // Its payload was not read, so what comes next is not the beginning of a frame.
                    return;
                }
            }
            else if (_served)
            {
                Take(frame.Value.Payload.Span);
            }
        }
    }

    private void Take(ReadOnlySpan<byte> text)
    {
        if (!ClientMessageReader.TryRead(text, out var message, out var malformed))
        {
            Breach(BreachKind.Malformed, malformed!.ToString());
            Finish(CloseCodes.NotText);
            return;
        }

        switch (message)
        {
            case ClientMessage.Ack ack:
                TakeAck(ack);
                break;
            case ClientMessage.SubscribeRequest request:
                CheckNumber(request.MessageId);
                Do(session => session.Answer(request));
                break;
            case ClientMessage.UnknownMessage unknown:
                CheckNumber(unknown.MessageId);
                Breach(BreachKind.UnknownType, "a message of a type that clients do not send");
                Send(new Outgoing.Ack(unknown.MessageId, "failure"));
                break;
            default:
                Breach(BreachKind.UnknownType, "an envelope of a type that clients do not send");
                break;
        }
    }

    private void TakeAck(ClientMessage.Ack ack)
    {
        if (!_acks.Acknowledged(ack.Acknowledged))
        {
            Breach(BreachKind.UnknownAcknowledgement, $"nothing numbered {ack.Acknowledged} awaits an acknowledgement");
        }
        else if (ack.Status != MessageAck.Success)
        {
            Breach(BreachKind.AcknowledgementStatus, $"message {ack.Acknowledged} was acknowledged with another status than success");
        }
    }

    private void CheckNumber(long messageId)
    {
        if (messageId <= _lastMessageId)
        {
            Breach(BreachKind.MessageId, $"message {messageId} after message {_lastMessageId}");
        }

        _lastMessageId = Math.Max(_lastMessageId, messageId);
    }

    /// <summary>Nothing more is served; the closing handshake is the last thing sent.</summary>
    private void Finish(ushort code)
    {
        _closing = true;
        _served = false;
        _queue.Writer.TryWrite(new Outgoing.Close(code));
        _queue.Writer.TryComplete();
    }
}
