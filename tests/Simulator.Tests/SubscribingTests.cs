using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Simulator.Tests;

/// <summary>protocol.md §3, word by word.</summary>
public sealed class SubscribingTests : SimulatorTest
{
    [Fact]
    public async Task A_request_is_answered_by_ack_pending_active_call_list_rosters_call_infos_in_this_order()
    {
        var conference = Start();
        Cluster.Join(conference, Lon, [.. Enumerable.Range(0, 23).Select(i => Somebody($"P{i}"))]);
        var call = conference.CallOn(Lon);
        await using var client = await BareClient.ConnectAsync(Lon);

        await client.SubscribeAsync(Specs.Info(2, call), Specs.Roster(1, call), Specs.Calls(3));

        Assert.Equal(new ServerMessage.Ack(1, "success"), await client.NextAsync<ServerMessage.Ack>());
        Assert.Equal("2 pending, 1 pending, 3 pending", (await client.NextAsync<ServerMessage.SubscriptionUpdate>()).States());
        Assert.Equal("2 active, 1 active, 3 active", (await client.NextAsync<ServerMessage.SubscriptionUpdate>()).States());
        var calls = await client.NextAsync<ServerMessage.CallListUpdate>();
        Assert.Equal(3, calls.SubscriptionIndex);
        var added = Assert.Single(calls.Updates);
        Assert.Equal(call, added.Call);
        Assert.Equal(UpdateType.Add, added.Type);
        Assert.Equal(23, added.Elements[Element.Participants].AsNumber);
        foreach (var size in new[] { 10, 10, 3 })
        {
            var batch = await client.NextAsync<ServerMessage.RosterUpdate>();
            Assert.Equal(size, batch.Updates.Length);
            Assert.All(batch.Updates, u => Assert.Equal(UpdateType.Add, u.Type));
        }

        var info = await client.NextAsync<ServerMessage.CallInfoUpdate>();
        Assert.Equal("Weekly", info.CallInfo[Element.Name].AsText);
        Assert.Equal(7, info.MessageId);
        Assert.Empty(await client.DrainAsync(Specs.Info(2, call), Specs.Roster(1, call), Specs.Calls(3)));
        Assert.Empty(BreachKinds());
    }

    [Fact]
    public async Task An_empty_list_of_calls_and_an_empty_roster_send_nothing()
    {
        var call = Start().CallOn(Lon);
        await using var lon = await BareClient.ConnectAsync(Lon);
        Assert.Equal(2, (await lon.DrainAfterAsync(Specs.Roster(1, call))).Count);

        await using var fra = await BareClient.ConnectAsync(Fra);
        Assert.All(await fra.DrainAfterAsync(Specs.Calls(1)), m => Assert.IsType<ServerMessage.SubscriptionUpdate>(m));
    }

    [Fact]
    public async Task A_request_replaces_the_whole_set_and_what_is_repeated_gets_no_new_snapshot()
    {
        var first = Start("First");
        var second = Start("Second");
        await using var client = await BareClient.ConnectAsync(Lon);
        await client.DrainAfterAsync(Specs.Calls(1), Specs.Info(2, first.CallOn(Lon)));

        var answers = await client.DrainAfterAsync(Specs.Calls(1), Specs.Info(3, second.CallOn(Lon)));

        Assert.Equal("1 active, 3 pending", Assert.IsType<ServerMessage.SubscriptionUpdate>(answers[0]).States());
        Assert.Equal("1 active, 3 active", Assert.IsType<ServerMessage.SubscriptionUpdate>(answers[1]).States());
        Assert.Equal("Second", Assert.IsType<ServerMessage.CallInfoUpdate>(answers[2]).CallInfo[Element.Name].AsText);
        Assert.Equal(3, answers.Count);

        Cluster.Update(first, s => s with { JoinAudioMuteOverride = true });
        Assert.Empty(await client.DrainAsync(Specs.Calls(1), Specs.Info(3, second.CallOn(Lon))));
    }

    [Fact]
    public async Task A_repeated_request_is_acknowledged_and_changes_nothing()
    {
        Start();
        await using var client = await BareClient.ConnectAsync(Lon);
        await client.DrainAfterAsync(Specs.Calls(1));

        Assert.Empty(await client.DrainAsync(Specs.Calls(1)));
        Assert.Empty(await client.DrainAsync(Specs.Calls(1)));
    }

    [Fact]
    public async Task A_subscription_to_an_unknown_call_stays_pending()
    {
        await using var client = await BareClient.ConnectAsync(Lon);

        var answers = await client.DrainAfterAsync(Specs.Roster(1, new CallGuid(Guid.NewGuid())), Specs.Calls(2));

        Assert.Equal("1 pending, 2 pending", Assert.IsType<ServerMessage.SubscriptionUpdate>(answers[0]).States());
        Assert.Equal("1 pending, 2 active", Assert.IsType<ServerMessage.SubscriptionUpdate>(answers[1]).States());
        Assert.Equal(2, answers.Count);
    }

    [Fact]
    public async Task Elements_select_what_is_told_and_what_triggers_an_update()
    {
        var conference = Start();
        var anna = Cluster.Join(conference, Lon, Somebody());
        await using var client = await BareClient.ConnectAsync(Lon);
        var wanted = Specs.Roster(1, conference.CallOn(Lon), Element.Name, Element.AudioMuted);
        var snapshot = (await client.DrainAfterAsync(wanted)).OfType<ServerMessage.RosterUpdate>().Single();
        Assert.Equal(ElementSet.Of(Element.Name, Element.AudioMuted), snapshot.Updates[0].Elements.Present);

        Cluster.Update(anna, s => s with { Layout = "stacked", ActiveSpeaker = true });
        Assert.Empty(await client.DrainAsync(wanted));

        Cluster.Update(anna, s => s with { Layout = "allEqual", AudioMuted = true });
        var update = Assert.Single((await client.NextAsync<ServerMessage.RosterUpdate>()).Updates);
        Assert.Equal(UpdateType.Update, update.Type);
        Assert.Equal(ElementValues.Of((Element.AudioMuted, ElementValue.Of(true))), update.Elements);
    }

    [Fact]
    public async Task Without_elements_only_the_id_and_the_type_of_update_are_told()
    {
        var conference = Start();
        await using var client = await BareClient.ConnectAsync(Lon);
        var wanted = new SubscriptionSpec(1, SubscriptionType.Calls, null, default);
        var snapshot = (await client.DrainAfterAsync(wanted)).OfType<ServerMessage.CallListUpdate>().Single();
        Assert.Equal(0, snapshot.Updates[0].Elements.Present.Count);

        Cluster.Join(conference, Lon, Somebody());
        Assert.Empty(await client.DrainAsync(wanted));
    }

    [Fact]
    public async Task A_new_connection_gets_everything_anew()
    {
        Start();
        foreach (var _ in new[] { 1, 2 })
        {
            await using var client = await BareClient.ConnectAsync(Lon);
            var answers = await client.DrainAfterAsync(Specs.Calls(1));
            Assert.Equal(UpdateType.Add, answers.OfType<ServerMessage.CallListUpdate>().Single().Updates.Single().Type);
            Assert.Equal(1, answers[0].MessageId);
        }
    }
}
