using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CmsOrchestrator.Load.Watching;

/// <summary>Many watchers of the change stream, of which only the bytes are counted.</summary>
internal sealed class Crowd : IDisposable
{
    private readonly List<Socket> _sockets = [];
    private readonly List<Task> _reading = [];
    private long _bytes;
    private int _lost;

    public Crowd(Uri program, int watchers)
    {
        for (var n = 0; n < watchers; n++)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Connect(new IPEndPoint(IPAddress.Loopback, program.Port));
            socket.Send(Encoding.ASCII.GetBytes("GET /api/v1/events HTTP/1.0\r\nHost: load\r\n\r\n"));
            _sockets.Add(socket);
            _reading.Add(ReadAsync(socket));
        }
    }

    /// <summary>Bytes that have come, to all of them.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Those whose stream has ended.</summary>
    public int Lost => Volatile.Read(ref _lost);

    public void Dispose()
    {
        _sockets.ForEach(socket => socket.Dispose());
        Task.WaitAll(_reading);
    }

    private async Task ReadAsync(Socket socket)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await socket.ReceiveAsync(buffer.AsMemory()) is var got and > 0)
            {
                Interlocked.Add(ref _bytes, got);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Closed by us, or cut off: counted either way.
        }

        Interlocked.Increment(ref _lost);
    }
}
