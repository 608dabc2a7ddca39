using System.Net;
using System.Net.WebSockets;

namespace CmsOrchestrator.Simulator.Tests;

/// <summary>protocol.md §1: tokens and the opening of connections.</summary>
public sealed class TokenTests : SimulatorTest
{
    [Fact]
    public async Task A_token_comes_in_a_header_with_an_empty_body_and_the_connection_closes()
    {
        using var response = await BareClient.RequestTokenAsync(Lon);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.True(Guid.TryParse(response.Headers.GetValues("X-Cisco-CMS-Auth-Token").Single(), out _));
        Assert.True(response.Headers.ConnectionClose);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
        Assert.Empty(BreachKinds());
    }

    [Fact]
    public async Task A_wrong_password_is_401_without_a_token()
    {
        using var response = await BareClient.RequestTokenAsync(Lon, password: "wrong");

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.False(response.Headers.Contains("X-Cisco-CMS-Auth-Token"));
    }

    [Fact]
    public async Task A_token_works_once()
    {
        var token = await BareClient.TokenAsync(Lon);
        await using var client = await BareClient.ConnectAsync(Lon, token: token);

        await Assert.ThrowsAsync<WebSocketException>(() => BareClient.ConnectAsync(Lon, token: token));

        Assert.Equal([BreachKind.TokenReused], BreachKinds());
    }

    [Fact]
    public async Task A_token_that_was_never_issued_opens_nothing()
    {
        await Assert.ThrowsAsync<WebSocketException>(() => BareClient.ConnectAsync(Lon, token: "nonsense"));
    }

    [Fact]
    public async Task A_sixth_connection_is_refused_and_noted()
    {
        var clients = new List<BareClient>();
        for (var i = 0; i < 5; i++)
        {
            clients.Add(await BareClient.ConnectAsync(Lon));
        }

        await Assert.ThrowsAsync<WebSocketException>(() => BareClient.ConnectAsync(Lon));

        Assert.Equal([BreachKind.TooManyConnections], BreachKinds());
        await clients[0].DisposeAsync();
        await Eventually(() => Lon.ConnectionCount == 4);
        await using var next = await BareClient.ConnectAsync(Lon);
        foreach (var client in clients)
        {
            await client.DisposeAsync();
        }
    }

    [Fact]
    public async Task Connections_that_others_hold_are_refused_but_nobody_s_breach()
    {
        Lon.ConnectionsTakenByOthers = 5;

        await Assert.ThrowsAsync<WebSocketException>(() => BareClient.ConnectAsync(Lon));

        Assert.Empty(BreachKinds());
    }

    [Fact]
    public async Task A_closing_handshake_is_answered()
    {
        await using var client = await BareClient.ConnectAsync(Lon);

        using var limit = new CancellationTokenSource(BareClient.Limit);
        await client.Socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, limit.Token);

        Assert.Equal(WebSocketCloseStatus.NormalClosure, client.Socket.CloseStatus);
        await Eventually(() => Lon.ConnectionCount == 0);
        Assert.Empty(BreachKinds());
    }
}
