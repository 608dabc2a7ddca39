using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Simulator.Tests;

/// <summary>Each fault of the connection and of its frames does what it says.</summary>
public sealed class FaultTests : SimulatorTest
{
    [Fact]
    public async Task Token_requests_fail_in_every_way()
    {
        foreach (var status in new[] { 401, 404, 500, 503 })
        {
            Lon.Faults.Token = new TokenFault.Status(status);
            using var refused = await BareClient.RequestTokenAsync(Lon);
            Assert.Equal((HttpStatusCode)status, refused.StatusCode);
        }

        foreach (TokenFault fault in new TokenFault[] { new TokenFault.HtmlPage(), new TokenFault.NoHeader() })
        {
            Lon.Faults.Token = fault;
            using var useless = await BareClient.RequestTokenAsync(Lon);
            Assert.Equal(HttpStatusCode.OK, useless.StatusCode);
            Assert.False(useless.Headers.Contains("X-Cisco-CMS-Auth-Token"));
        }

        Lon.Faults.Token = new TokenFault.Hang();
        var hanging = BareClient.RequestTokenAsync(Lon);
        using var other = await BareClient.RequestTokenAsync(Fra);
        Assert.False(hanging.IsCompleted);
        await Lon.StopAsync();
        await Assert.ThrowsAsync<HttpRequestException>(() => hanging);
    }

    [Fact]
    public async Task An_upgrade_is_refused_or_followed_by_silence()
    {
        Lon.Faults.Upgrade = new UpgradeFault.Status(503);
        await Assert.ThrowsAsync<WebSocketException>(() => BareClient.ConnectAsync(Lon));

        Lon.Faults.Upgrade = new UpgradeFault.Silent();
        await using var client = await BareClient.ConnectAsync(Lon);
        await client.SubscribeAsync(Specs.Calls(1));
        using var limit = new CancellationTokenSource(BareClient.Limit);
        await client.Socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, limit.Token);
        Assert.Equal(WebSocketMessageType.Close, (await client.Socket.ReceiveAsync(new byte[10], limit.Token)).MessageType);
    }

    [Fact]
    public async Task A_black_hole_holds_everything_and_lets_it_go_on()
    {
        var conference = Start();
        await using var client = await BareClient.ConnectAsync(Lon);
        await client.DrainAfterAsync(Specs.Calls(1));

        Lon.Faults.BlackHole = true;
        Cluster.Join(conference, Lon, Somebody());
        var next = client.NextAsync<ServerMessage.CallListUpdate>();
        var token = BareClient.TokenAsync(Lon);
        await using var elsewhere = await BareClient.ConnectAsync(Fra);
        Assert.False(next.IsCompleted || token.IsCompleted);

        Lon.Faults.BlackHole = false;
        Assert.Equal(1, (await next).Updates.Single().Elements[Element.Participants].AsNumber);
        await token;
    }

    [Fact]
    public async Task A_frozen_connection_stays_open_while_new_ones_are_served()
    {
        Start();
        await using var frozen = await BareClient.ConnectAsync(Lon);
        await frozen.DrainAfterAsync(Specs.Calls(1));
        Assert.Equal(1, Lon.Inject(Injection.Freeze()));
        await frozen.SubscribeAsync(Specs.Calls(1));
        var answer = frozen.NextAsync();

        await using var client = await BareClient.ConnectAsync(Lon);
        await client.DrainAfterAsync(Specs.Calls(1));

        Assert.False(answer.IsCompleted);
        Assert.Equal(WebSocketState.Open, frozen.Socket.State);
        Lon.Inject(Injection.Reset());
        await Assert.ThrowsAsync<WebSocketException>(() => answer);
    }

    [Fact]
    public async Task A_reset_is_a_reset_and_not_an_orderly_end()
    {
        using var raw = await RawClient.ConnectAsync(Lon);

        Lon.Inject(Injection.Reset());

        var failure = await Assert.ThrowsAsync<IOException>(() => raw.ReadAsync(1));
        Assert.Equal(SocketError.ConnectionReset, Assert.IsType<SocketException>(failure.InnerException).SocketErrorCode);
    }

    [Fact]
    public async Task A_bridge_closes_with_the_code_it_is_told()
    {
        await using var client = await BareClient.ConnectAsync(Lon);

        Lon.Inject(Injection.Close(1001));

        Assert.Equal(WebSocketCloseStatus.EndpointUnavailable, await client.EndAsync());
    }

    [Fact]
    public async Task Garbage_binary_and_huge_frames_are_what_they_say()
    {
        await using var client = await BareClient.ConnectAsync(Lon);

        Lon.Inject(Injection.Text("no JSON"));
        await client.NextFrameAsync();
        Assert.Equal("no JSON", client.LastText);

        Lon.Inject(Injection.Huge(5_000_000));
        Assert.True((await client.NextFrameAsync()).Length > 5_000_000);

        Lon.Inject(Injection.Binary());
        Assert.Equal(WebSocketMessageType.Binary, (await client.Socket.ReceiveAsync(new byte[10], default)).MessageType);
    }

    [Fact]
    public async Task A_truncated_frame_is_the_last_that_comes()
    {
        using var raw = await RawClient.ConnectAsync(Lon);

        Lon.Inject(Injection.Truncated());
        Lon.Inject(Injection.UnknownMessage());

        Assert.Equal(0x81, (await raw.ReadAsync(100))[0]);
        Assert.Equal(1, Lon.ConnectionCount);
        Assert.False(raw.Stream.DataAvailable);
    }
}
