using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Simulator.Tests;

/// <summary>Each fault of the messages and of their order does what it says.</summary>
public sealed class MessageFaultTests : SimulatorTest
{
    [Fact]
    public async Task A_hole_leaves_one_number_out_and_always_holes_every_second()
    {
        var conference = Start();
        await using var client = await BareClient.ConnectAsync(Lon);
        var last = (await client.DrainAfterAsync(Specs.Calls(1)))[^1].MessageId!.Value;

        Lon.Inject(Injection.Hole());
        Cluster.Join(conference, Lon, Somebody());
        Assert.Equal(last + 2, (await client.NextAsync<ServerMessage.CallListUpdate>()).MessageId);

        Lon.Faults.AlwaysHoles = true;
        Cluster.Join(conference, Lon, Somebody(), Somebody("Ben"));
        Assert.Equal(last + 4, (await client.NextAsync<ServerMessage.CallListUpdate>()).MessageId);
    }

    [Fact]
    public async Task A_message_that_is_lost_takes_its_number_along()
    {
        var conference = Start();
        await using var client = await BareClient.ConnectAsync(Lon);
        var last = (await client.DrainAfterAsync(Specs.Calls(1)))[^1].MessageId!.Value;

        Lon.Inject(Injection.LoseNext());
        Cluster.Join(conference, Lon, Somebody());
        Lon.Inject(Injection.StatesAgain());
        var states = await client.NextAsync<ServerMessage.SubscriptionUpdate>();
        Assert.Equal((last + 2, "1 active"), (states.MessageId, states.States()));
    }

    [Fact]
    public async Task Acks_are_refused_or_dropped()
    {
        Start();
        await using var client = await BareClient.ConnectAsync(Lon);
        Lon.Faults.AckStatus = "failure";
        await client.SubscribeAsync(Specs.Calls(1));
        Assert.Equal("failure", (await client.NextAsync<ServerMessage.Ack>()).Status);

        Lon.Faults.Clear();
        Lon.Faults.DropAcks = true;
        await client.SubscribeAsync(Specs.Calls(1));
        Assert.Equal("1 pending", (await client.NextAsync<ServerMessage.SubscriptionUpdate>()).States());
    }

    [Fact]
    public async Task Unknown_things_are_told_and_legally_numbered()
    {
        var conference = Start();
        Cluster.Join(conference, Lon, Somebody());
        var wanted = new[] { Specs.Calls(1), Specs.Roster(2, conference.CallOn(Lon)) };
        await using var client = await BareClient.ConnectAsync(Lon);
        var last = (await client.DrainAfterAsync(wanted))[^1].MessageId!.Value;

        Lon.Inject(Injection.UnknownIndex());
        Lon.Inject(Injection.UnknownCall());
        Lon.Inject(Injection.UnknownParticipant());
        Lon.Inject(Injection.UnknownUpdateType());
        Lon.Inject(Injection.UnknownMessage());
        Lon.Inject(Injection.UnknownEnvelope());

        var told = await client.DrainAsync(wanted);
        Assert.Equal(9, told.Count);
        Assert.Equal(Enumerable.Range(1, 8).Select(i => last + i), told.Select(m => m.MessageId).OfType<long>());
        Assert.Contains(told, m => m is ServerMessage.RosterUpdate { Updates: [{ Type: UpdateType.Unknown }] });
        Assert.IsType<ServerMessage.UnknownEnvelope>(told[^1]);
    }

    [Fact]
    public async Task Adds_and_removes_come_twice_and_updates_before_their_add()
    {
        var conference = Start();
        var anna = Cluster.Join(conference, Lon, Somebody());
        Cluster.Join(conference, Lon, Somebody("Ben"));
        var wanted = new[] { Specs.Roster(2, conference.CallOn(Lon), Element.Name) };
        await using var client = await BareClient.ConnectAsync(Lon);
        await client.DrainAfterAsync(wanted);

        Lon.Inject(Injection.AddTwice());
        Cluster.Leave(anna);
        Lon.Inject(Injection.RemoveTwice());
        Lon.Inject(Injection.UpdateBeforeAdd());
        Cluster.Join(conference, Lon, Somebody("Chloé"));

        var told = (await client.DrainAsync(wanted)).Cast<ServerMessage.RosterUpdate>().SelectMany(m => m.Updates).Select(u => u.Type);
        Assert.Equal(
            [UpdateType.Add, UpdateType.Add, UpdateType.Remove, UpdateType.Remove, UpdateType.Update, UpdateType.Add], told);
    }
}
