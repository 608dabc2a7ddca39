using System.Net;
using System.Net.Sockets;
using CmsOrchestrator.Nodes.Network;

namespace CmsOrchestrator.Nodes.Proofs;

/// <summary>That what the bench cuts is cut: no row would mean anything otherwise.</summary>
public sealed class NetworkTests
{
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    [NodesFact]
    public async Task What_is_sent_into_a_cut_arrives_once_it_is_mended_and_not_before()
    {
        using var network = new NodeNetwork(2);
        using var listener = network.Socket(1);
        listener.Bind(new IPEndPoint(IPAddress.Parse(NodeNetwork.Address(1)), 4053));
        listener.Listen();
        using var client = network.Socket(0);
        await client.ConnectAsync(NodeNetwork.Address(1), 4053);
        using var server = await listener.AcceptAsync();

        network.Cut(0, 1);
        await client.SendAsync("one"u8.ToArray());
        await server.SendAsync("other"u8.ToArray());
        Task[] arrivals = [server.ReceiveAsync(new byte[9]), client.ReceiveAsync(new byte[9])];
        await Assert.ThrowsAsync<TimeoutException>(() => Task.WhenAny(arrivals).WaitAsync(Moment));

        network.Mend(0, 1);
        await Task.WhenAll(arrivals).WaitAsync(TimeSpan.FromSeconds(30));
    }

    [NodesFact]
    public async Task A_relay_swallows_delivers_and_refuses()
    {
        using var target = new TcpListener(IPAddress.Loopback, 0);
        target.Start();
        using var network = new NodeNetwork(1);
        var port = ((IPEndPoint)target.LocalEndpoint).Port;
        await using var relay = new Relay(network.Socket(0), () => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp), port);
        using var client = network.Socket(0);
        await client.ConnectAsync(IPAddress.Loopback, port);
        using var server = await target.AcceptSocketAsync();

        relay.Swallow();
        await client.SendAsync("one"u8.ToArray());
        var arrival = server.ReceiveAsync(new byte[9]);
        await Assert.ThrowsAsync<TimeoutException>(() => arrival.WaitAsync(Moment));
        relay.Mend();
        Assert.Equal(3, await arrival.WaitAsync(TimeSpan.FromSeconds(30)));

        relay.Refuse();
        await Assert.ThrowsAsync<SocketException>(() => client.ReceiveAsync(new byte[9]));
    }
}
