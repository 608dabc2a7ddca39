using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CmsOrchestrator.Api.Bench;

/// <summary>One connection that sends the same request over and over and allocates nothing for it: what is allocated is the server's.</summary>
internal sealed class RawClient : IDisposable
{
    private const int FirstSize = 1 << 20;

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _request;
    private byte[] _buffer = [];

    public RawClient(IPEndPoint address, string path)
    {
        _socket.Connect(address);
        _request = Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: bench\r\n\r\n");
    }

    public Socket Socket => _socket;

    public void Send() => _socket.Send(_request);

    /// <summary>Asks once: the body of the answer, which is good until the next.</summary>
    public ReadOnlyMemory<byte> Ask()
    {
        Send();
        var (have, head, length) = (0, -1, 0);
        while (head < 0 || have < head + length)
        {
            if (have == _buffer.Length)
            {
                Array.Resize(ref _buffer, Math.Max(FirstSize, 2 * _buffer.Length));
            }

            var got = _socket.Receive(_buffer.AsSpan(have));
            have += got > 0 ? got : throw new IOException("The server hung up.");
            if (head < 0 && _buffer.AsSpan(0, have).IndexOf("\r\n\r\n"u8) is var end and >= 0)
            {
                head = end + 4;
                length = Length(_buffer.AsSpan(0, end + 2));
            }
        }

        return _buffer.AsMemory(head, length);
    }

    public void Dispose() => _socket.Dispose();

    private static int Length(ReadOnlySpan<byte> head)
    {
        if (!head.StartsWith("HTTP/1.1 200"u8))
        {
            throw new IOException(Encoding.ASCII.GetString(head));
        }

        var from = head.IndexOf("Content-Length: "u8) + "Content-Length: ".Length;
        return int.Parse(head[from..(from + head[from..].IndexOf((byte)'\r'))], NumberStyles.None, CultureInfo.InvariantCulture);
    }
}
