using System.Net.WebSockets;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Simulator.Tests;

/// <summary>What a client may not do is noted, and ends as a strict server would end it.</summary>
public sealed class BreachTests : SimulatorTest
{
    private protected override SimulatedDeploymentOptions Options { get; } =
        new() { Behaviour = new ServerBehaviour { AckTime = TimeSpan.FromMilliseconds(250), MaxFrameBytes = 100_000 } };

    [Fact]
    public async Task A_ping_closes_the_connection()
    {
        await using var client = await BareClient.ConnectAsync(
            Lon, keepAlive: TimeSpan.FromMilliseconds(20), keepAliveTimeout: BareClient.Limit);

        Assert.Equal((WebSocketCloseStatus)1003, await client.EndAsync());
        Assert.Equal([BreachKind.Ping], BreachKinds());
    }

    [Fact]
    public async Task A_pong_closes_the_connection()
    {
        await using var client = await BareClient.ConnectAsync(Lon, keepAlive: TimeSpan.FromMilliseconds(20));

        Assert.Equal((WebSocketCloseStatus)1003, await client.EndAsync());
        Assert.Equal([BreachKind.Pong], BreachKinds());
    }

    [Fact]
    public async Task A_binary_frame_closes_the_connection()
    {
        await using var client = await BareClient.ConnectAsync(Lon);
        await client.Socket.SendAsync(new byte[3], WebSocketMessageType.Binary, true, default);

        Assert.Equal((WebSocketCloseStatus)1003, await client.EndAsync());
        Assert.Equal([BreachKind.BinaryFrame], BreachKinds());
    }

    [Fact]
    public async Task A_fragment_closes_the_connection()
    {
        await using var client = await BareClient.ConnectAsync(Lon);
        await client.Socket.SendAsync("{"u8.ToArray(), WebSocketMessageType.Text, endOfMessage: false, default);

        Assert.Equal((WebSocketCloseStatus)1003, await client.EndAsync());
        Assert.Equal([BreachKind.FragmentedFrame], BreachKinds());
    }

    [Fact]
    public async Task An_unmasked_frame_closes_the_connection()
    {
        using var raw = await RawClient.ConnectAsync(Lon);
        await raw.Stream.WriteAsync(new byte[] { 0x81, 0x02, (byte)'{', (byte)'}' });

        Assert.Equal([0x88, 0x02, 0x03, 0xea], await raw.ReadAsync(4));
        Assert.Equal([BreachKind.UnmaskedFrame], BreachKinds());
    }

    [Fact]
    public async Task A_frame_beyond_the_limit_closes_the_connection()
    {
        await using var client = await BareClient.ConnectAsync(Lon);
        await client.SendTextAsync(new string(' ', 100_001));

        await client.EndAsync();
        Assert.Equal([BreachKind.FrameTooLong], BreachKinds());
    }

    [Fact]
    public async Task A_text_that_is_no_message_closes_the_connection()
    {
        await using var client = await BareClient.ConnectAsync(Lon);
        await client.SendTextAsync("{\"type\":");

        Assert.Equal((WebSocketCloseStatus)1007, await client.EndAsync());
        Assert.Equal([BreachKind.Malformed], BreachKinds());
    }

    [Fact]
    public async Task More_than_a_hundred_subscriptions_are_refused_and_the_set_before_stays()
    {
        Start();
        await using var client = await BareClient.ConnectAsync(Lon);
        await client.DrainAfterAsync(Specs.Calls(1));

        await client.SubscribeAsync([Specs.Calls(1), .. Enumerable.Range(2, 100).Select(i => Specs.Roster(i, new CallGuid(Guid.NewGuid())))]);

        Assert.False((await client.NextAsync<ServerMessage.Ack>()).IsSuccess);
        Assert.Equal([BreachKind.TooManySubscriptions], BreachKinds());
        Assert.Empty(await client.DrainAsync(Specs.Calls(1)));
    }

    [Fact]
    public async Task An_index_used_for_another_resource_is_refused()
    {
        await using var client = await BareClient.ConnectAsync(Lon);
        await client.DrainAfterAsync(Specs.Calls(1));
        await client.DrainAfterAsync();

        await client.SubscribeAsync(Specs.Roster(1, new CallGuid(Guid.NewGuid())));

        Assert.False((await client.NextAsync<ServerMessage.Ack>()).IsSuccess);
        Assert.Equal([BreachKind.IndexReused], BreachKinds());
    }

    [Fact]
    public async Task A_spent_index_stays_deactivated()
    {
        var conference = Start();
        var roster = Specs.Roster(1, conference.CallOn(Lon));
        await using var client = await BareClient.ConnectAsync(Lon);
        await client.DrainAfterAsync(roster);
        Lon.Inject(Injection.Deactivate(conference.CallOn(Lon)!.Value));
        Assert.Equal("1 deactivated", (await client.NextAsync<ServerMessage.SubscriptionUpdate>()).States());
        Assert.Empty(await client.DrainAsync(roster));
        Assert.Empty(BreachKinds());

        await client.DrainAfterAsync();
        var answers = await client.DrainAfterAsync(roster);

        Assert.Equal("1 deactivated", Assert.IsType<ServerMessage.SubscriptionUpdate>(Assert.Single(answers)).States());
        Assert.Equal([BreachKind.IndexSpent], BreachKinds());
    }

    [Fact]
    public async Task Who_does_not_acknowledge_in_time_is_never_served_again()
    {
        var conference = Start();
        await using var client = await BareClient.ConnectAsync(Lon);
        await client.SubscribeAsync(Specs.Calls(1));
        await client.NextAsync<ServerMessage.Ack>();
        var unacknowledged = await client.NextAsync();
        Assert.NotNull(unacknowledged.MessageId);

        await Eventually(() => BreachKinds().SequenceEqual([BreachKind.NotAcknowledged]));
        Cluster.Join(conference, Lon, Somebody());
        await client.AckAsync(unacknowledged.MessageId.Value);
        await client.SubscribeAsync(Specs.Calls(1));
        using var limit = new CancellationTokenSource(BareClient.Limit);
        await client.Socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, limit.Token);

        var rest = new List<string>();
        await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(async () =>
        {
            while (true)
            {
                await client.NextFrameAsync();
                rest.Add(client.LastText);
            }
        });
        Assert.DoesNotContain(rest, t => t.Contains("messageAck", StringComparison.Ordinal) || t.Contains("\"update\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_does_not_read_is_cut_off_and_holds_up_nobody()
    {
        await using var sim = await SimulatedDeployment.StartAsync(new SimulatedDeploymentOptions
        {
            Behaviour = new ServerBehaviour { AckTime = TimeSpan.FromMinutes(1), QueueLength = 20 },
        });
        var bridge = sim.Clusters[0].Bridges[0];
        using var raw = await RawClient.ConnectAsync(bridge);

        for (var i = 0; i < 30; i++)
        {
            bridge.Inject(Injection.Huge(8_000_000));
        }

        await Eventually(() => bridge.ConnectionCount == 0);
        Assert.Equal([BreachKind.TooSlow], sim.Breaches.ToImmutableArray().Select(b => b.Kind));
    }

    [Fact]
    public async Task An_acknowledgement_of_nothing_is_noted()
    {
        await using var client = await BareClient.ConnectAsync(Lon);
        await client.AckAsync(17);

        await Eventually(() => BreachKinds().SequenceEqual([BreachKind.UnknownAcknowledgement]));
    }

    [Fact]
    public async Task Numbers_that_do_not_rise_types_that_clients_do_not_send_and_foreign_elements_are_noted()
    {
        await using var client = await BareClient.ConnectAsync(Lon);
        await client.SubscribeAsync(Specs.Calls(1, Element.Name, Element.Uri));
        await client.SendTextAsync("""{"type":"message","message":{"messageId":1,"type":"subscribeRequest","subscriptions":[]}}""");
        await client.SendTextAsync("""{"type":"message","message":{"messageId":2,"type":"rosterUpdate"}}""");

        await Eventually(() => BreachKinds().SequenceEqual([BreachKind.ForeignElement, BreachKind.MessageId, BreachKind.UnknownType]));
    }
}
