using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace CmsOrchestrator.Nodes.Network;

/// <summary>
/// The way from one port to another, between two networks: open, or a black hole, or refusing. What is on its way into a black
/// hole stays there, and arrives once it is mended, as with TCP's retransmissions.
/// </summary>
internal sealed class Relay : IAsyncDisposable
{
    private readonly Socket _listener;
    private readonly Func<Socket> _outward;
    private readonly int _port;
    private readonly Func<IHeard> _heard;
    private readonly ConcurrentDictionary<Socket, byte> _sockets = new();
    private readonly Task _work;
    private volatile TaskCompletionSource? _hole;
    private volatile bool _refuses;

    /// <param name="inward">A socket of the network that is listened in; on the same port of loopback, or a free one.</param>
    /// <param name="outward">Makes sockets of the network of the port to reach.</param>
    /// <param name="heard">Hears what a connection's client says.</param>
    public Relay(Socket inward, Func<Socket> outward, int port, Func<IHeard>? heard = null)
    {
        (_listener, _outward, _port, _heard) = (inward, outward, port, heard ?? (() => Unheard.Instance));
        _listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, port));
        _listener.Listen(100);
        _work = Task.Run(AcceptAsync);
    }

    /// <summary>From now on nothing arrives, and nobody is told.</summary>
    public void Swallow() => _hole ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Resets what is connected, and whatever connects from now on.</summary>
    public void Refuse()
    {
        _refuses = true;
        Reset();
    }

    public void Mend()
    {
        _refuses = false;
        Interlocked.Exchange(ref _hole, null)?.SetResult();
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        Mend();
        Reset();
        await _work;
    }

    private void Reset()
    {
        foreach (var socket in _sockets.Keys)
        {
            Reset(socket);
        }
    }

    private static void Reset(Socket socket)
    {
        try
        {
            socket.LingerState = new LingerOption(enable: true, seconds: 0);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Gone already.
        }

        socket.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptAsync());
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Disposed of.
        }
    }

    private async Task ServeAsync(Socket client)
    {
        var server = _outward();
        var heard = _heard();
        _sockets[client] = _sockets[server] = 0;
        try
        {
            if (!_refuses)
            {
                await PassableAsync();
                await server.ConnectAsync(IPAddress.Loopback, _port);
                await Task.WhenAll(PumpAsync(client, server, heard), PumpAsync(server, client, Unheard.Instance));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // One side has ended: so does the other.
        }
        finally
        {
            heard.End();
            Reset(client);
            Reset(server);
            _sockets.TryRemove(client, out _);
            _sockets.TryRemove(server, out _);
        }
    }

    private async Task PumpAsync(Socket from, Socket to, IHeard heard)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer) is var length and > 0)
            {
                heard.Hear(buffer.AsSpan(0, length));
                await PassableAsync();
                for (var sent = 0; sent < length;)
                {
                    sent += await to.SendAsync(buffer.AsMemory(sent, length - sent));
                }
            }

            await PassableAsync();
            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            Reset(from);
            await PassableAsync();
            Reset(to);
        }
    }

    private Task PassableAsync() => _hole?.Task ?? Task.CompletedTask;

    private sealed class Unheard : IHeard
    {
        public static readonly Unheard Instance = new();

        public void Hear(ReadOnlySpan<byte> bytes)
        {
        }

        public void End()
        {
        }
    }
}
