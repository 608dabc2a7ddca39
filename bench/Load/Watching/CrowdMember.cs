using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using CmsOrchestrator.Load.Traffic;

namespace CmsOrchestrator.Load.Watching;

/// <summary>
/// One of many watchers: counts its events and looks at their revisions, which rise by one, and once for each time that something
/// comes at how old the first event of it is, by the time that the event says.
/// </summary>
internal sealed class CrowdMember : IDisposable
{
    private const int TimeLength = 24;

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly byte[] _buffer = new byte[64 * 1024];
    private readonly Ages _ages;
    private readonly Task _reading;
    private int _have;
    private long _last = -1;
    private long _events;

    public CrowdMember(Uri program, Ages ages)
    {
        _ages = ages;
        _socket.Connect(new IPEndPoint(IPAddress.Loopback, program.Port));
        _socket.Send(Encoding.ASCII.GetBytes("GET /api/v1/events HTTP/1.0\r\nHost: load\r\n\r\n"));
        _reading = ReadAsync();
    }

    public long Events => Volatile.Read(ref _events);

    /// <summary>The newest revision; -1 before the stream has begun.</summary>
    public long Last => Volatile.Read(ref _last);

    /// <summary>An event came that did not follow the one before.</summary>
    public bool HasGap { get; private set; }

    public void Dispose()
    {
        _socket.Dispose();
        _reading.Wait();
    }

    private async Task ReadAsync()
    {
        try
        {
            while (await _socket.ReceiveAsync(_buffer.AsMemory(_have)) is var got and > 0)
            {
                _have += got;
                Scan();
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Closed by us, or cut off: then it has not all.
        }
    }

    private void Scan()
    {
        var name = "\nid: "u8;
        var rest = _buffer.AsSpan(0, _have);
        if (Last < 0 && !HasBegun(rest))
        {
            return;
        }

        for (var isFirst = true; rest.IndexOf(name) is var at and >= 0; isFirst = false)
        {
            var behind = rest[(at + name.Length)..];
            if (behind.IndexOf((byte)'\n') is not (var end and >= 0) || !Utf8Parser.TryParse(behind[..end], out long revision, out _))
            {
                rest = rest[at..];
                break;
            }

            Take(revision);
            if (isFirst)
            {
                TakeAge(behind);
            }

            rest = behind[end..];
        }

        // What may be the beginning of a name stays.
        var keep = rest.StartsWith(name) ? rest : rest[^Math.Min(name.Length - 1, rest.Length)..];
        keep.CopyTo(_buffer);
        _have = keep.Length;
    }

    private bool HasBegun(ReadOnlySpan<byte> head)
    {
        var name = "after revision "u8;
        if (head.IndexOf(name) is not (var at and >= 0) || head[at..].IndexOf((byte)'\n') < 0)
        {
            return false;
        }

        var isNumber = Utf8Parser.TryParse(head[(at + name.Length)..], out long revision, out _);
        Volatile.Write(ref _last, isNumber ? revision : throw new InvalidOperationException("The stream does not say where it begins."));
        return true;
    }

    private void Take(long revision)
    {
        HasGap |= revision != _last + 1;
        Volatile.Write(ref _last, revision);
        Volatile.Write(ref _events, _events + 1);
    }

    private void TakeAge(ReadOnlySpan<byte> behind)
    {
        var name = "\"time\":\""u8;
        if (behind.IndexOf(name) is var at and >= 0 && behind.Length >= at + name.Length + TimeLength)
        {
            var time = DateTimeOffset.Parse(Encoding.ASCII.GetString(behind.Slice(at + name.Length, TimeLength)), CultureInfo.InvariantCulture);
            _ages.Add(DateTimeOffset.UtcNow - time);
        }
    }
}
