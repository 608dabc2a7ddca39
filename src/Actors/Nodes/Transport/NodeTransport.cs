using System.Net;
using System.Net.Sockets;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Akka.Remote.Transport;

namespace CmsOrchestrator.Actors.Nodes.Transport;

/// <summary>
/// Akka's remoting over TCP, with TLS where the node has a certificate (docs/adr/0011; hocon/cluster.conf). A connection that does not come about
/// within the time limit, or is refused by either side, is a failed attempt of those two nodes and nothing else.
/// </summary>
public sealed class NodeTransport : Akka.Remote.Transport.Transport
{
    /// <summary>More than nodes can be at it at once; whoever connects and says nothing has one for the time limit.</summary>
    private const int MostHandshakes = 64;

    private static readonly TimeSpan AcceptPause = TimeSpan.FromMilliseconds(100);

    private readonly Handshake _handshake;
    private readonly Connections _connections = new();
    private readonly SemaphoreSlim _handshakes = new(MostHandshakes);
    private readonly CancellationTokenSource _stop = new();
    private readonly ILoggingAdapter _log;
    private readonly TimeSpan _handshakeLimit;
    private Socket? _listener;
    private Address? _address;

    /// <summary>Made by Akka, with the settings of this transport.</summary>
    public NodeTransport(ActorSystem system, Config config)
    {
        ArgumentNullException.ThrowIfNull(system);
        ArgumentNullException.ThrowIfNull(config);
        (System, Config, _log) = (system, config, Logging.GetLogger(system, typeof(NodeTransport)));
        var trust = system.Settings.Setup.Get<NodeTrust>() is { HasValue: true, Value: var setup } ? setup : null;
        _handshake = new Handshake(trust, _log);
        SchemeIdentifier = trust is null ? "tcp" : "ssl.tcp";
        MaximumPayloadBytes = config.GetByteSize("maximum-frame-size")!.Value;
        _handshakeLimit = config.GetTimeSpan("connection-timeout");
    }

    /// <summary>Every address is reached by TCP.</summary>
    public override bool IsResponsibleFor(Address remote) => true;

    /// <summary>Listens; accepts once it is told whom to tell.</summary>
    public override async Task<(Address, TaskCompletionSource<IAssociationEventListener>)> Listen()
    {
        var (host, port) = (Config.GetString("hostname"), Config.GetInt("port"));
        _listener = await ListenAsync(host, port);
        _address = new Address(SchemeIdentifier, System.Name, host, ((IPEndPoint)_listener.LocalEndPoint!).Port);
        var listener = new TaskCompletionSource<IAssociationEventListener>(TaskCreationOptions.RunContinuationsAsynchronously);
        _ = AcceptAsync(_listener, listener.Task);
        return (_address, listener);
    }

    /// <summary>Connects, and finds out whether the other side is to be trusted.</summary>
    /// <exception cref="InvalidAssociationException">It is not there, does not answer in time, or one of the two refuses the other.</exception>
    public override async Task<AssociationHandle> Associate(Address remoteAddress)
    {
        ArgumentNullException.ThrowIfNull(remoteAddress);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        limit.CancelAfter(_handshakeLimit);
        try
        {
            return Begin(remoteAddress, await _handshake.ConnectAsync(remoteAddress, limit.Token));
        }
        catch (HandshakeException e)
        {
            throw new InvalidAssociationException($"{remoteAddress.HostPort()}: {e.Message}", e);
        }
    }

    /// <summary>What is queued is sent, within a moment.</summary>
    public override async Task<bool> Shutdown()
    {
        await _stop.CancelAsync();
        _listener?.Dispose();
        return await _connections.EndAsync();
    }

    private static async Task<Socket> ListenAsync(string host, int port)
    {
        var addresses = await Dns.GetHostAddressesAsync(host);
        var address = addresses.FirstOrDefault(a => a.AddressFamily == AddressFamily.InterNetwork) ?? addresses[0];
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(address, port));
            socket.Listen();
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    // Ends with the transport.
    private async Task AcceptAsync(Socket socket, Task<IAssociationEventListener> told)
    {
        try
        {
            var listener = await told.WaitAsync(_stop.Token);
            while (true)
            {
                await _handshakes.WaitAsync(_stop.Token);
                try
                {
                    _ = ReceiveAsync(await socket.AcceptAsync(_stop.Token), listener);
                }
                catch (SocketException e)
                {
                    _handshakes.Release();
                    _log.Warning("A connection from another node could not be accepted: {Problem}", e.Message);
                    await Task.Delay(AcceptPause, _stop.Token);
                }
            }
        }
        catch (Exception) when (_stop.IsCancellationRequested)
        {
            // The listening socket was closed, or nothing is waited for any more.
        }
    }

    private async Task ReceiveAsync(Socket socket, IAssociationEventListener listener)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        limit.CancelAfter(_handshakeLimit);
        try
        {
            var (stream, peer) = await _handshake.ReceiveAsync(socket, limit.Token);
            listener.Notify(new InboundAssociation(Begin(new Address(SchemeIdentifier, System.Name, peer.Address.ToString(), peer.Port), stream)));
        }
        catch (HandshakeException e)
        {
            _log.Debug("What connected did not become a connection between nodes: {Problem}", e.Message);
        }
        finally
        {
            _handshakes.Release();
        }
    }

    private NodeConnection Begin(Address remote, Stream stream)
    {
        var connection = new NodeConnection(_address!, remote, stream, (int)MaximumPayloadBytes, _log);
        _connections.Begin(connection);
        return connection;
    }
}
