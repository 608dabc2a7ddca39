using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Simulator.Tests;

/// <summary>protocol.md §5, and the ends of calls of §3.</summary>
public sealed class DistributedConferenceTests : SimulatorTest
{
    [Fact]
    public async Task A_new_instance_starts_with_nothing_locked_and_then_learns_of_the_others()
    {
        var conference = Start();
        Cluster.Join(conference, Lon, [.. Enumerable.Range(0, 12).Select(i => Somebody($"P{i}"))]);
        await using var client = await BareClient.ConnectAsync(Fra);
        await client.DrainAfterAsync(Specs.Calls(1));

        Cluster.BeginExtend(conference, Fra);
        var added = Assert.Single((await client.NextAsync<ServerMessage.CallListUpdate>()).Updates);
        Assert.Equal(UpdateType.Add, added.Type);
        Assert.Equal(0, added.Elements[Element.Participants].AsNumber);
        Assert.Equal(0, added.Elements[Element.DistributedInstances].AsNumber);
        Assert.Equal("locked", added.Elements[Element.LockState].AsText);
        Assert.NotEqual(conference.CallOn(Lon), added.Call);
        Assert.Equal(conference.Truth().State.Correlator.ToString(), added.Elements[Element.CallCorrelator].AsText);

        await client.DrainAfterAsync(Specs.Calls(1), Specs.Roster(2, added.Call));
        Cluster.Settle(conference, Fra);
        var told = await client.DrainAsync(Specs.Calls(1), Specs.Roster(2, added.Call));
        var instances = told.OfType<ServerMessage.CallListUpdate>().SelectMany(m => m.Updates).Select(u => u.Elements).ToList();
        Assert.Equal([1d, 2d], instances.Select(e => e[Element.DistributedInstances].AsNumber).OfType<double>());
        Assert.Contains(instances, e => e[Element.LockState].AsText == "notLocked");
        Assert.Contains(instances, e => e[Element.Participants].AsNumber == 12);
        Assert.Equal([10, 2], told.OfType<ServerMessage.RosterUpdate>().Select(m => m.Updates.Length));
    }

    [Fact]
    public async Task A_join_shows_on_both_bridges_under_the_same_guid_and_counts_on_both()
    {
        var conference = Start();
        Cluster.Join(conference, Fra, Somebody("Ben"));
        await using var lon = await SubscribedAsync(conference, Lon);
        await using var fra = await SubscribedAsync(conference, Fra);

        var anna = Cluster.Join(conference, Lon, Somebody());

        foreach (var client in new[] { lon, fra })
        {
            var joined = Assert.Single((await client.NextAsync<ServerMessage.RosterUpdate>()).Updates);
            Assert.Equal(anna.Id, joined.Participant);
            Assert.Equal(UpdateType.Add, joined.Type);
            Assert.Equal(2, (await client.NextAsync<ServerMessage.CallListUpdate>()).Updates.Single().Elements[Element.Participants].AsNumber);
            Assert.Equal(2, (await client.NextAsync<ServerMessage.CallInfoUpdate>()).CallInfo[Element.Participants].AsNumber);
        }
    }

    [Fact]
    public async Task Who_is_still_initial_does_not_count()
    {
        var conference = Start();
        await using var client = await SubscribedAsync(conference, Lon);
        var anna = Cluster.Join(conference, Lon, Somebody() with { State = "initial" });
        await client.NextAsync<ServerMessage.RosterUpdate>();

        Cluster.Update(anna, s => s with { State = "ringing" });

        Assert.Equal("ringing", (await client.NextAsync<ServerMessage.RosterUpdate>()).Updates.Single().Elements[Element.State].AsText);
        Assert.Equal(1, (await client.NextAsync<ServerMessage.CallListUpdate>()).Updates.Single().Elements[Element.Participants].AsNumber);
    }

    [Fact]
    public async Task Only_the_hosting_bridge_tells_why_somebody_left()
    {
        var conference = Start();
        var anna = Cluster.Join(conference, Lon, Somebody());
        Cluster.Join(conference, Lon, Somebody("Ben"));
        Cluster.Join(conference, Fra, Somebody("Chloé"));
        await using var lon = await SubscribedAsync(conference, Lon);
        await using var fra = await SubscribedAsync(conference, Fra);

        Cluster.Leave(anna, "remoteTeardown");

        Assert.Equal(
            new ParticipantUpdate(anna.Id, UpdateType.Remove, ElementValues.Empty, "remoteTeardown"),
            (await lon.NextAsync<ServerMessage.RosterUpdate>()).Updates.Single());
        Assert.Equal(
            new ParticipantUpdate(anna.Id, UpdateType.Remove, ElementValues.Empty, null),
            (await fra.NextAsync<ServerMessage.RosterUpdate>()).Updates.Single());
    }

    [Fact]
    public async Task A_bridge_whose_own_participants_have_gone_deactivates_and_removes_while_the_conference_goes_on()
    {
        var conference = Start();
        var anna = Cluster.Join(conference, Lon, Somebody());
        Cluster.Join(conference, Fra, Somebody("Ben"));
        var call = conference.CallOn(Lon);
        await using var client = await SubscribedAsync(conference, Lon);

        Cluster.Leave(anna);

        await client.UntilAsync<ServerMessage.SubscriptionUpdate>(u => u.States() == "1 active, 2 deactivated, 3 deactivated");
        var removed = (await client.NextAsync<ServerMessage.CallListUpdate>()).Updates.Single();
        Assert.Equal(new CallUpdate(call!.Value, UpdateType.Remove, ElementValues.Empty, "allLeft"), removed);
        var rest = Assert.Single(Cluster.Truth());
        Assert.Equal(new InstanceTruth("fra1", conference.CallOn(Fra)!.Value, 1, 1, "notLocked"), Assert.Single(rest.Instances));
    }

    [Fact]
    public async Task An_end_deactivates_just_before_it_removes_everywhere()
    {
        var conference = Start();
        Cluster.Join(conference, Lon, Somebody());
        Cluster.Join(conference, Fra, Somebody("Ben"));
        await using var lon = await SubscribedAsync(conference, Lon);
        await using var fra = await SubscribedAsync(conference, Fra);

        Cluster.End(conference, "participantInitiated");

        foreach (var client in new[] { lon, fra })
        {
            await client.UntilAsync<ServerMessage.SubscriptionUpdate>(u => u.States() == "1 active, 2 deactivated, 3 deactivated");
            Assert.Equal("participantInitiated", (await client.NextAsync<ServerMessage.CallListUpdate>()).Updates.Single().Reason);
        }

        Assert.Empty(Cluster.Truth());
    }

    [Fact]
    public void Successive_conferences_of_one_space_have_new_guids_and_the_same_correlator()
    {
        var first = Start();
        var (call, state) = (first.CallOn(Lon), first.Truth().State);
        Cluster.End(first);

        var second = Cluster.Start(Lon, state);

        Assert.Equal(state.Correlator, second.Truth().State.Correlator);
        Assert.NotEqual(call, second.CallOn(Lon));
    }

    [Fact]
    public void A_relocated_conference_has_its_participants_under_new_guids_that_name_the_old_ones()
    {
        var conference = Start();
        var anna = Cluster.Join(conference, Lon, Somebody());

        Cluster.Relocate(conference, Lon, Fra);

        var truth = Assert.Single(Cluster.Truth());
        Assert.Equal("fra1", Assert.Single(truth.Instances).Bridge);
        Assert.Equal(anna.Id, Assert.Single(truth.Roster).State.MovedParticipant);
    }

    private static async Task<BareClient> SubscribedAsync(Conference conference, SimulatedCallBridge bridge)
    {
        var client = await BareClient.ConnectAsync(bridge);
        var call = conference.CallOn(bridge);
        await client.DrainAfterAsync(Specs.Calls(1), Specs.Roster(2, call), Specs.Info(3, call));
        return client;
    }
}
