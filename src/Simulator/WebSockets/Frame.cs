using System.Buffers.Binary;

namespace CmsOrchestrator.Simulator;

/// <summary>
/// One WebSocket frame as it came off the wire. Nothing is hidden, put together or answered on the way: which frames a client
/// sends is what the simulator is there to judge. A frame longer than the reader's limit has its <see cref="Length"/>, but no payload.
/// </summary>
internal readonly record struct Frame(bool Final, int Reserved, Opcode Opcode, bool Masked, long Length, ReadOnlyMemory<byte> Payload)
{
    public bool IsTooLong => Length > Payload.Length;

    /// <summary>The code of a close frame; 1005 where it carries none (RFC 6455 §7.4.1).</summary>
    public ushort CloseCode => Payload.Length >= 2 ? BinaryPrimitives.ReadUInt16BigEndian(Payload.Span) : CloseCodes.None;
}
