using System.Buffers.Binary;

namespace CmsOrchestrator.Simulator;

/// <summary>Makes a server's frames: whole and unmasked.</summary>
internal static class FrameWriter
{
    public static byte[] Frame(Opcode opcode, ReadOnlySpan<byte> payload)
    {
        Span<byte> header = stackalloc byte[10];
        var size = Header(header, opcode, payload.Length);
        var frame = new byte[size + payload.Length];
        header[..size].CopyTo(frame);
        payload.CopyTo(frame.AsSpan(size));
        return frame;
    }

    public static byte[] Close(ushort code)
    {
        if (code == CloseCodes.None)
        {
            return Frame(Opcode.Close, []);
        }

        Span<byte> payload = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(payload, code);
        return Frame(Opcode.Close, payload);
    }

    private static int Header(Span<byte> header, Opcode opcode, int length)
    {
        header[0] = (byte)(0x80 | (byte)opcode);
        if (length < 126)
        {
            header[1] = (byte)length;
            return 2;
        }

        if (length <= ushort.MaxValue)
        {
            header[1] = 126;
            BinaryPrimitives.WriteUInt16BigEndian(header[2..], (ushort)length);
            return 4;
        }

        header[1] = 127;
        BinaryPrimitives.WriteInt64BigEndian(header[2..], length);
        return 10;
    }
}
