using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Text;
using CmsOrchestrator.Load.Bridges;
using CmsOrchestrator.Load.Traffic;

namespace CmsOrchestrator.Load.Watching;

/// <summary>Reads the change stream and says which marks it shows. It asks by HTTP/1.0, so that the events come as they are, unchunked.</summary>
internal sealed class StreamWatcher(Uri program, Marks marks) : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private byte[] _buffer = new byte[1 << 20];
    private long _events;
    private Task _reading = Task.CompletedTask;

    /// <summary>Events that have come.</summary>
    public long Events => Volatile.Read(ref _events);

    public void Start()
    {
        _socket.Connect(new IPEndPoint(IPAddress.Loopback, program.Port));
        _socket.Send(Encoding.ASCII.GetBytes("GET /api/v1/events HTTP/1.0\r\nHost: load\r\n\r\n"));
        _reading = Task.Factory.StartNew(Read, TaskCreationOptions.LongRunning);
    }

    public void Dispose()
    {
        _socket.Dispose();
        _reading.Wait();
    }

    private void Read()
    {
        var have = 0;
        while (Receive(have) is var got and > 0)
        {
            have += got;
            var from = 0;
            while (_buffer.AsSpan(from, have - from).IndexOf((byte)'\n') is var length and >= 0)
            {
                Line(_buffer.AsSpan(from, length));
                from += length + 1;
            }

            _buffer.AsSpan(from, have - from).CopyTo(_buffer);
            have -= from;
            if (have == _buffer.Length)
            {
                Array.Resize(ref _buffer, 2 * _buffer.Length);
            }
        }
    }

    private int Receive(int have)
    {
        try
        {
            return _socket.Receive(_buffer.AsSpan(have));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return 0;
        }
    }

    private void Line(ReadOnlySpan<byte> line)
    {
        if (!line.StartsWith("data: "u8))
        {
            return;
        }

        Volatile.Write(ref _events, _events + 1);
        if (Behind(line, "\"participant\":{\"participant\":\""u8) is not { IsEmpty: false } id)
        {
            return;
        }

        if (Behind(line, "\"type\":\""u8).StartsWith("participant.left"u8))
        {
            if (Conference.GuestOf(id) is { } left)
            {
                marks.SeeLeave(left.Conference, left.Guest);
            }
        }
        else if (Behind(line, "\"importance\":"u8) is { IsEmpty: false } importance && Utf8Parser.TryParse(importance, out int mark, out _)
            && Utf8Parser.TryParse(id[..8], out int conference, out _, 'x'))
        {
            marks.See(conference, mark);
        }
    }

    private static ReadOnlySpan<byte> Behind(ReadOnlySpan<byte> line, ReadOnlySpan<byte> name) =>
        line.IndexOf(name) is var at and >= 0 ? line[(at + name.Length)..] : default;
}
