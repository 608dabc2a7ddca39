using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Simulator.Tests;

/// <summary>protocol.md §3, word by word.</summary>
public sealed class SubscribingTests : IAsyncLifetime
{
    private SimulatedDeployment _sim = null!;
    private SimulatedCluster _cluster = null!;
    private SimulatedCallBridge _bridge = null!;

    public async Task InitializeAsync()
    {
        _sim = await SimulatedDeployment.StartAsync(new SimulatedDeploymentOptions());
        _cluster = _sim.Clusters[0];
        _bridge = _cluster.Bridges[0];
    }

    public async Task DisposeAsync() => await _sim.DisposeAsync();

    [Fact]
    public async Task A_request_is_answered_by_ack_pending_active_call_list_rosters_call_infos_in_this_order()
    {
        var conference = _cluster.Start(_bridge, new ConferenceState { Name = "Weekly" });
        _cluster.Join(conference, _bridge, [.. Enumerable.Range(0, 23).Select(i => new ParticipantState { Name = $"P{i}" })]);
        var call = conference.CallOn(_bridge);
        await using var client = await BareClient.ConnectAsync(_bridge);

        await client.SubscribeAsync(Specs.Info(2, call), Specs.Roster(1, call), Specs.Calls(3));

        var ack = await client.NextAsync<ServerMessage.Ack>();
        Assert.Equal(new ServerMessage.Ack(1, "success"), ack);
        var pending = await client.NextAsync<ServerMessage.SubscriptionUpdate>();
        Assert.Equal("2 pending, 1 pending, 3 pending", pending.States());
        var active = await client.NextAsync<ServerMessage.SubscriptionUpdate>();
        Assert.Equal("2 active, 1 active, 3 active", active.States());
        var calls = await client.NextAsync<ServerMessage.CallListUpdate>();
        Assert.Equal(3, calls.SubscriptionIndex);
        var added = Assert.Single(calls.Updates);
        Assert.Equal(call, added.Call);
        Assert.Equal(UpdateType.Add, added.Type);
        Assert.Equal(23, added.Elements[Element.Participants].AsNumber);
        var batches = new[]
        {
            await client.NextAsync<ServerMessage.RosterUpdate>(),
            await client.NextAsync<ServerMessage.RosterUpdate>(),
            await client.NextAsync<ServerMessage.RosterUpdate>(),
        };
        Assert.Equal([10, 10, 3], batches.Select(b => b.Updates.Length));
        Assert.All(batches.SelectMany(b => b.Updates), u => Assert.Equal(UpdateType.Add, u.Type));
        var info = await client.NextAsync<ServerMessage.CallInfoUpdate>();
        Assert.Equal("Weekly", info.CallInfo[Element.Name].AsText);
        Assert.Equal(7, info.MessageId);
        Assert.Empty(await client.DrainAsync(Specs.Info(2, call), Specs.Roster(1, call), Specs.Calls(3)));
        Assert.Empty(_sim.Breaches.ToImmutableArray());
    }
}
