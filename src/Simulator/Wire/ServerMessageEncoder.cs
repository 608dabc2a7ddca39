using System.Buffers;
using System.Text;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Simulator;

/// <summary>Gives a message its number and writes it in the bridge's style. Not thread-safe: one per connection.</summary>
internal sealed class ServerMessageEncoder(JsonStyle style)
{
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly JsonStyler _styler = new(style);

    public byte[] Ack(long acknowledged, string status)
    {
        ServerMessageWriter.WriteAck(_buffer, acknowledged, status);
        return Take();
    }

    public byte[] Message(ServerMessage message, long id)
    {
        switch (message)
        {
            case ServerMessage.SubscriptionUpdate m:
                ServerMessageWriter.WriteSubscriptionUpdate(_buffer, id, m.Subscriptions);
                break;
            case ServerMessage.CallListUpdate m:
                ServerMessageWriter.WriteCallListUpdate(_buffer, id, m.SubscriptionIndex, m.Updates);
                break;
            case ServerMessage.CallInfoUpdate m:
                ServerMessageWriter.WriteCallInfoUpdate(_buffer, id, m.SubscriptionIndex, m.CallInfo);
                break;
            case ServerMessage.RosterUpdate m:
                ServerMessageWriter.WriteRosterUpdate(_buffer, id, m.SubscriptionIndex, m.Updates);
                break;
            default:
                throw new ArgumentException($"A server does not send {message.GetType().Name}.", nameof(message));
        }

        return Take();
    }

    public byte[] Text(string json) => _styler.Restyle(Encoding.UTF8.GetBytes(json));

    private byte[] Take()
    {
        var text = _styler.Restyle(_buffer.WrittenSpan);
        _buffer.ResetWrittenCount();
        return text;
    }
}
