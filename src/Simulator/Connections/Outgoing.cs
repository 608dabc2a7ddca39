using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Simulator;

/// <summary>What waits to be sent on a connection, in order. Messages get their number when they are sent.</summary>
internal abstract record Outgoing
{
    private Outgoing()
    {
    }

    public sealed record Ack(long Acknowledged, string Status) : Outgoing;

    public sealed record Message(ServerMessage Body) : Outgoing;

    /// <summary>A numbered message that no writer of the protocol would write.</summary>
    public sealed record NumberedText(Func<long, string> Json) : Outgoing;

    /// <summary>A frame without number, whatever is in it.</summary>
    public sealed record Frame(Opcode Opcode, ReadOnlyMemory<byte> Payload) : Outgoing;

    /// <summary>The beginning of a frame whose end never comes; nothing is sent after it.</summary>
    public sealed record TruncatedFrame(ReadOnlyMemory<byte> Payload) : Outgoing;

    /// <summary>The next number is left out.</summary>
    public sealed record Hole : Outgoing;

    /// <summary>The next message has its number, and is not sent.</summary>
    public sealed record Loss : Outgoing;

    /// <summary>The last thing sent: the closing handshake, begun or answered.</summary>
    public sealed record Close(ushort Code) : Outgoing;
}
