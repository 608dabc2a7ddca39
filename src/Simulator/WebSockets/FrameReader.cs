using System.Buffers.Binary;

namespace CmsOrchestrator.Simulator;

/// <summary>Takes frames off a stream, one at a time. Not thread-safe.</summary>
internal sealed class FrameReader(Stream stream, int maxPayload)
{
    private readonly byte[] _header = new byte[8];

    /// <summary>The next frame, or null where the stream ends, also in the middle of a frame.</summary>
    public async ValueTask<Frame?> ReadAsync(CancellationToken cancellation)
    {
        if (!await FillAsync(_header.AsMemory(0, 2), cancellation))
        {
            return null;
        }

        var (first, second) = (_header[0], _header[1]);
        var masked = (second & 0x80) != 0;
        if (await LengthAsync(second & 0x7f, cancellation) is not { } length)
        {
            return null;
        }

        var frame = new Frame((first & 0x80) != 0, (first >> 4) & 7, (Opcode)(first & 0x0f), masked, length, default);
        if (length > maxPayload || length < 0)
        {
            return frame;
        }

        var mask = _header.AsMemory(0, 4);
        var payload = new byte[length];
        if ((masked && !await FillAsync(mask, cancellation)) || !await FillAsync(payload, cancellation))
        {
            return null;
        }

        if (masked)
        {
            Unmask(payload, mask.Span);
        }

        return frame with { Payload = payload };
    }

    private static void Unmask(Span<byte> payload, ReadOnlySpan<byte> mask)
    {
        for (var i = 0; i < payload.Length; i++)
        {
            payload[i] ^= mask[i & 3];
        }
    }

    private async ValueTask<long?> LengthAsync(int shortLength, CancellationToken cancellation)
    {
        var size = shortLength switch { 126 => 2, 127 => 8, _ => 0 };
        if (size == 0)
        {
            return shortLength;
        }

        if (!await FillAsync(_header.AsMemory(0, size), cancellation))
        {
            return null;
        }

        return size == 2 ? BinaryPrimitives.ReadUInt16BigEndian(_header) : BinaryPrimitives.ReadInt64BigEndian(_header);
    }

    private async ValueTask<bool> FillAsync(Memory<byte> buffer, CancellationToken cancellation) =>
        await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation) == buffer.Length;
}
