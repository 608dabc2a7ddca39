using CmsOrchestrator.Model.Views;
using CmsOrchestrator.Simulator;

namespace CmsOrchestrator.EndToEnd.Tests.BadInput;

/// <summary>Messages that are well-formed and make no sense: counted, acknowledged, ignored.</summary>
public sealed class StrangeMessageTests
{
    private const string StrayAck = """{"type":"messageAck","messageAck":{"messageId":999999,"status":"success"}}""";

    private static readonly (Injection Injection, string LastError)[] Strange =
    [
        (Injection.UnknownIndex(), "an update for index 987654321, which was never asked for"),
        (Injection.UnknownCall(), "removal of call dddddddd-0000-4000-8000-000000000001, which is not there"),
        (Injection.UnknownParticipant(), "removal of participant dddddddd-0000-4000-8000-000000000002, who is not there"),
        (Injection.UnknownUpdateType(), "an unknown updateType for"),
        (Injection.UnknownMessage(), "a message of an unknown type"),
        (Injection.UnknownEnvelope(), "an envelope of an unknown type"),
        (Injection.UnknownState(), "the unknown state 'paused' of index"),
        (Injection.Text(StrayAck), "an ack of message 999999, which is not waited for"),
    ];

    [Fact]
    public async Task What_makes_no_sense_is_counted_and_ignored_and_costs_no_connection()
    {
        await using var scenario = await Scenario.StartAsync(Scenario.Of(bridges: Strange.Length + 1));
        await scenario.EqualsTruthAsync();
        var calls = scenario.Node.View.Current.Calls;

        scenario.Inject(Strange.Select(s => s.Injection));
        await scenario.ConnectedAfterAsync(Strange.Select(s => s.LastError));
        await scenario.HealsAsync();
        Assert.Equal(calls.Keys, scenario.Node.View.Current.Calls.Keys);
        Assert.All(scenario.Bridges, bridge => Assert.Equal((0, 0), scenario.Losses(bridge)));
    }

    [Fact]
    public async Task Updates_before_adds_and_second_adds_and_removals_change_nothing()
    {
        await using var scenario = await Scenario.StartAsync(Scenario.Of(bridges: 4));
        await scenario.EqualsTruthAsync();
        var (callEarly, personEarly, twice) = (scenario.Bridges[1], scenario.Bridges[2], scenario.Bridges[3]);
        var before = scenario.Call(scenario.Conferences[twice])!;
        twice.Inject(Injection.AddTwice());

        callEarly.Inject(Injection.UpdateBeforeAdd());
        scenario.Confer(callEarly, "Early");
        personEarly.Inject(Injection.UpdateBeforeAdd());
        scenario.Cluster.Join(scenario.Conferences[personEarly], personEarly, Scenario.Somebody("Early"));
        var brief = scenario.Confer(twice, "Brief");
        await scenario.ShowsAsync(brief);
        scenario.Cluster.End(brief);
        scenario.Cluster.Leave(scenario.Cluster.Join(scenario.Conferences[twice], twice, Scenario.Somebody("Brief")));
        twice.Inject(Injection.RemoveTwice());

        await scenario.ReadsAsync(callEarly, CallBridgeStatus.Connected, "which was never added");
        await scenario.ReadsAsync(personEarly, CallBridgeStatus.Connected, "who was never added");
        await scenario.ReadsAsync(twice, CallBridgeStatus.Connected, "not there");
        await scenario.HealsAsync();
        var after = scenario.Call(scenario.Conferences[twice])!;
        Assert.Equal(before.View.Id, after.View.Id);
        Assert.All(before.Participants.Values, p => Assert.Equal(p.JoinedAt, after.Participants[p.Participant].JoinedAt));
        Assert.All(scenario.Bridges, bridge => Assert.Equal((0, 0), scenario.Losses(bridge)));
    }

    [Fact]
    public async Task Words_that_nobody_has_published_are_passed_on()
    {
        await using var scenario = await Scenario.StartAsync(Scenario.Of(bridges: 2));
        var bridge = scenario.Bridges[1];
        var conference = scenario.Cluster.Start(bridge, new ConferenceState { Name = "Odd", CallType = "hologram", Recording = "perhaps" });
        scenario.Cluster.Join(
            conference, bridge, Scenario.Somebody("Odile") with { State = "teleporting", Layout = "onePlusMany", Direction = "sideways" });

        await scenario.EqualsTruthAsync();
        var shown = scenario.Call(conference)!;
        Assert.Equal(("hologram", "perhaps"), (shown.View.CallType.ToString(), shown.View.Recording.ToString()));
        var person = Assert.Single(shown.Participants.Values);
        Assert.Equal(["teleporting", "onePlusMany", "sideways"], [$"{person.State}", $"{person.Layout}", $"{person.Direction}"]);
        Assert.Null(scenario.View(bridge).LastError);
        await scenario.WitnessIsFollowedAsync();
    }
}
