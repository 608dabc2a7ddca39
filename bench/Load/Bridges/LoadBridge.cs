using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace CmsOrchestrator.Load.Bridges;

/// <summary>
/// One simulated Call Bridge: gives a token to everybody, opens event sockets, and answers subscriptions. It is the simulator of
/// <c>src/Simulator</c> without faults and without whatever costs time.
/// </summary>
internal sealed class LoadBridge : IDisposable
{
    // A client that takes nothing for so long is an error, and not waited for.
    private static readonly TimeSpan StandStill = TimeSpan.FromSeconds(60);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<BridgeConnection> _connections = [];
    private readonly CancellationTokenSource _stop = new();

    public LoadBridge(string cluster, string name, IReadOnlyList<Conference> conferences)
    {
        (Cluster, Name, Conferences) = (cluster, name, conferences);
        ByCall = conferences.ToDictionary(c => c.Call.Value);
        _listener.Start(64);
        _ = AcceptAsync();
    }

    public string Cluster { get; }

    public string Name { get; }

    public IReadOnlyList<Conference> Conferences { get; }

    public IReadOnlyDictionary<Guid, Conference> ByCall { get; }

    public Uri Url => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>Held by whoever numbers and sends messages, or changes who is subscribed to what.</summary>
    public Lock Gate { get; } = new();

    /// <summary>The open event sockets. To be read under the gate.</summary>
    public IReadOnlyList<BridgeConnection> Connections => _connections;

    /// <summary>The connection and index that the list of calls is asked on. Under the gate.</summary>
    public (BridgeConnection Connection, int Index)? CallList { get; set; }

    /// <summary>Somebody follows the list of calls, and every conference's roster and info.</summary>
    public bool IsFollowed
    {
        get
        {
            lock (Gate)
            {
                return CallList is not null && Conferences.All(c => c.Roster is not null && c.Info is not null);
            }
        }
    }

    public void Closed(BridgeConnection connection)
    {
        lock (Gate)
        {
            _connections.Remove(connection);
            CallList = CallList?.Connection == connection ? null : CallList;
            foreach (var conference in Conferences)
            {
                conference.Roster = conference.Roster?.Connection == connection ? null : conference.Roster;
                conference.Info = conference.Info?.Connection == connection ? null : conference.Info;
            }
        }
    }

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        lock (Gate)
        {
            _connections.ForEach(connection => connection.Dispose());
        }
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync(_stop.Token);
                _ = ServeAsync(socket);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The bridge is closed.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        socket.NoDelay = true;
        socket.SendTimeout = (int)StandStill.TotalMilliseconds;
        using var stream = new NetworkStream(socket, ownsSocket: true);
        try
        {
            var head = await HttpHead.ReadAsync(stream, _stop.Token);
            if (head.Key is not { } key)
            {
                await stream.WriteAsync(
                    Encoding.ASCII.GetBytes(
                        $"HTTP/1.1 200 OK\r\nX-Cisco-CMS-Auth-Token: {Guid.NewGuid()}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"),
                    _stop.Token);
                return;
            }

            await stream.WriteAsync(
                Encoding.ASCII.GetBytes(
                    $"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {Accept(key)}\r\n\r\n"),
                _stop.Token);
            var connection = new BridgeConnection(this, socket);
            lock (Gate)
            {
                _connections.Add(connection);
            }

            await connection.ReadAsync(head.Rest, _stop.Token);
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The client, or the bridge, is gone.
        }
    }

    private static string Accept(string key)
    {
#pragma warning disable CA5350 // RFC 6455 asks for SHA-1; nothing is kept secret by it.
        return Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
#pragma warning restore CA5350
    }
}
