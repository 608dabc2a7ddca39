using System.Buffers.Binary;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace CmsOrchestrator.Load.Bridges;

/// <summary>Takes a client's text frames out of what comes over its socket.</summary>
internal sealed class ClientFrames
{
    private byte[] _buffer;
    private int _from;
    private int _to;

    /// <param name="rest">What came already.</param>
    public ClientFrames(byte[] rest)
    {
        _buffer = new byte[Math.Max(64 * 1024, 2 * rest.Length)];
        rest.CopyTo(_buffer, 0);
        _to = rest.Length;
    }

    /// <summary>Reads on; false where nothing more comes.</summary>
    public async ValueTask<bool> FillAsync(Socket socket, CancellationToken stop)
    {
        if (_from > 0)
        {
            _buffer.AsSpan(_from, _to - _from).CopyTo(_buffer);
            (_from, _to) = (0, _to - _from);
        }

        if (_to == _buffer.Length)
        {
            Array.Resize(ref _buffer, 2 * _buffer.Length);
        }

        var got = await socket.ReceiveAsync(_buffer.AsMemory(_to), stop);
        _to += got;
        return got > 0;
    }

    /// <summary>The next whole text; false where there is none, and where the client closes.</summary>
    public bool TryNext(out ReadOnlyMemory<byte> text)
    {
        text = default;
        var bytes = _buffer.AsSpan(_from, _to - _from);
        if (bytes.Length < 6)
        {
            return false;
        }

        if (bytes[0] != 0x81)
        {
            throw new IOException("the client closes, or sends what is no whole text");
        }

        var (length, mask) = (bytes[1] & 0x7f) switch
        {
            126 => (BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]), 4),
            127 => throw new IOException("a message of more than 64 KiB"),
            var small => (small, 2),
        };
        if (bytes.Length < mask + 4 + length)
        {
            return false;
        }

        var payload = bytes.Slice(mask + 4, length);
        Unmask(payload, MemoryMarshal.Read<uint>(bytes[mask..]));
        text = _buffer.AsMemory(_from + mask + 4, length);
        _from += mask + 4 + length;
        return true;
    }

    private static void Unmask(Span<byte> payload, uint mask)
    {
        var words = MemoryMarshal.Cast<byte, uint>(payload);
        for (var i = 0; i < words.Length; i++)
        {
            words[i] ^= mask;
        }

        for (var i = words.Length * 4; i < payload.Length; i++)
        {
            payload[i] ^= (byte)(mask >> (8 * (i & 3)));
        }
    }
}
