using System.Buffers.Binary;

namespace CmsOrchestrator.Load.Bridges;

/// <summary>A message as one unmasked text frame (RFC 6455 §5.2).</summary>
internal static class ServerFrame
{
    public static byte[] Of(ReadOnlySpan<byte> text)
    {
        var header = text.Length < 126 ? 2 : text.Length <= ushort.MaxValue ? 4 : 10;
        var frame = new byte[header + text.Length];
        frame[0] = 0x81;
        switch (header)
        {
            case 2:
                frame[1] = (byte)text.Length;
                break;
            case 4:
                frame[1] = 126;
                BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(2), (ushort)text.Length);
                break;
            default:
                frame[1] = 127;
                BinaryPrimitives.WriteInt64BigEndian(frame.AsSpan(2), text.Length);
                break;
        }

        text.CopyTo(frame.AsSpan(header));
        return frame;
    }
}
