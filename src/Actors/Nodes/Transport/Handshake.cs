using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Akka.Actor;
using Akka.Event;

namespace CmsOrchestrator.Actors.Nodes.Transport;

/// <summary>How two nodes come to a stream: a TCP connection, and TLS in which both show a certificate, where this one has any.</summary>
/// <param name="trust">Null for connections without TLS.</param>
internal sealed class Handshake(NodeTrust? trust, ILoggingAdapter log)
{
    /// <exception cref="HandshakeException">There is no such connection.</exception>
    public Task<Stream> ConnectAsync(Address remote, CancellationToken limit)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        return OrNothingAsync<Stream>(socket, async () =>
        {
            await socket.ConnectAsync(remote.Host, remote.Port!.Value, limit);
            return trust is null ? Plain(socket) : await TlsAsync(socket, tls => tls.AuthenticateAsClientAsync(trust.Client(remote.HostPort(), log), limit));
        });
    }

    /// <exception cref="HandshakeException">It is none.</exception>
    public Task<(Stream Stream, IPEndPoint Peer)> ReceiveAsync(Socket socket, CancellationToken limit) => OrNothingAsync<(Stream, IPEndPoint)>(socket, async () =>
    {
        socket.NoDelay = true;
        var peer = (IPEndPoint)socket.RemoteEndPoint!;
        return (trust is null ? Plain(socket) : await TlsAsync(socket, tls => tls.AuthenticateAsServerAsync(trust.Server(peer.ToString(), log), limit)), peer);
    });

    private static NetworkStream Plain(Socket socket) => new(socket, ownsSocket: true);

    private static async Task<Stream> TlsAsync(Socket socket, Func<SslStream, Task> authenticate)
    {
        var tls = new SslStream(Plain(socket));
        await authenticate(tls);
        return tls;
    }

    private static async Task<T> OrNothingAsync<T>(Socket socket, Func<Task<T>> shake)
    {
        try
        {
            return await shake();
        }
        catch (Exception e) when (e is SocketException or IOException or AuthenticationException or OperationCanceledException)
        {
            socket.Dispose();
            throw new HandshakeException(e is OperationCanceledException ? "no answer within the time limit" : e.Message, e);
        }
    }
}

/// <summary>Two nodes did not come to a connection.</summary>
internal sealed class HandshakeException(string message, Exception cause) : Exception(message, cause);
