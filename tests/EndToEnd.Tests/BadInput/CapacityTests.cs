using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Views;
using CmsOrchestrator.Protocol;
using CmsOrchestrator.Simulator;

namespace CmsOrchestrator.EndToEnd.Tests.BadInput;

/// <summary>The limits of a Meeting Server, and conferences and lists of a size that few have.</summary>
public sealed class CapacityTests
{
    [Fact]
    public async Task More_than_a_hundred_subscriptions_take_a_second_connection()
    {
        await using var scenario = await Scenario.StartAsync(Scenario.Of(bridges: 2), s => Fill(s, s.Bridges[1], calls: 70));
        await scenario.EqualsTruthAsync();
        var bridge = scenario.Bridges[1];
        await Eventually.TrueAsync(() => scenario.View(bridge).Subscriptions == new SubscriptionCounts(0, 143, 0), "not all is subscribed");
        await Eventually.TrueAsync(
            () => (scenario.View(bridge).Connections, scenario.View(bridge).Calls) == (2, 71), "the bridge's figures are not shown");

        // Both are lost for a moment: what they carried is asked for again, and nobody is said to have left.
        var before = Joined(scenario);
        bridge.Inject(Injection.Reset());
        await scenario.HealsAsync();
        Assert.Subset(Joined(scenario), before);
        await Eventually.TrueAsync(() => scenario.View(bridge).Subscriptions.Active == 143, "not all is subscribed again");
        await scenario.WitnessIsFollowedAsync();
    }

    [Fact]
    public async Task Connections_that_others_hold_are_refused_plainly_and_taken_when_they_are_free()
    {
        await using var scenario = await Scenario.StartAsync(Scenario.Of(bridges: 3), s =>
        {
            s.Bridges[1].ConnectionsTakenByOthers = 5;
            s.Bridges[2].ConnectionsTakenByOthers = 4;
            Fill(s, s.Bridges[2], calls: 120);
        });
        var (none, one) = (scenario.Bridges[1], scenario.Bridges[2]);
        await scenario.ReadsAsync(none, CallBridgeStatus.Refused, "503 Service Unavailable: its limit of connections may be reached");
        await scenario.ReadsAsync(one, CallBridgeStatus.Connected, "503 Service Unavailable: its limit of connections may be reached");
        await Eventually.TrueAsync(() => scenario.View(one).Subscriptions.Active == 100, "the one connection is not used to the full");
        await Eventually.NoDifferenceAsync(() => (scenario.Node.View.Current.Calls.Count, Whole(scenario).Count) is var (calls, served)
            && (calls, served) != (1 + 121, 1 + 99) ? $"{served} of {calls} calls have a roster" : null);
        var whole = Whole(scenario);
        await scenario.WitnessIsFollowedAsync();

        // Further attempts change nothing: who has a roster keeps it, and nobody is promised one.
        await Eventually.TrueAsync(() => one.ConnectionsRefused > 4, "there were no further attempts");
        Assert.Equal(whole, Whole(scenario));
        Assert.Equal((0, 0), scenario.Losses(one));
        Assert.All(
            scenario.Node.View.Current.Calls.Values.Where(call => !whole.Contains(call.View.Id)),
            call => Assert.True(call.View is { Degraded: true, RosterSize: 0 } && call.Participants.IsEmpty, $"{call.View}"));

        none.ConnectionsTakenByOthers = 0;
        one.ConnectionsTakenByOthers = 0;
        await scenario.HealsAsync();
        Assert.Equal(scenario.Node.View.Current.Calls.Count, Whole(scenario).Count);
    }

    [Fact]
    public async Task A_long_list_of_calls_and_a_conference_of_a_thousand_are_followed()
    {
        await using var scenario = await Scenario.StartAsync(Scenario.Of(bridges: 2), s =>
        {
            Fill(s, s.Bridges[1], calls: 290);
            s.Cluster.Join(
                s.Conferences[s.Bridges[1]], s.Bridges[1], [.. Enumerable.Range(0, 1_000).Select(i => Scenario.Somebody($"person{i}"))]);
        });
        await scenario.EqualsTruthAsync();
        var bridge = scenario.Bridges[1];
        Assert.Equal(1_002, scenario.Call(scenario.Conferences[bridge])!.View.RosterSize);
        await Eventually.TrueAsync(
            () => (scenario.View(bridge).Calls, scenario.View(bridge).Connections) == (291, 3), "the bridge's figures are not shown");
        Assert.Equal(0, scenario.View(bridge).Resyncs);
        await scenario.WitnessIsFollowedAsync();

        scenario.Cluster.Disconnect(scenario.Conferences[bridge]);
        await scenario.EqualsTruthAsync();
    }

    private static HashSet<(ParticipantId, Instant)> Joined(Scenario scenario) =>
        [.. scenario.Node.View.Current.Calls.Values.SelectMany(c => c.Participants.Values).Select(p => (p.Participant, p.JoinedAt))];

    private static HashSet<CallId> Whole(Scenario scenario) =>
        [.. scenario.Node.View.Current.Calls.Values.Where(c => !c.View.Degraded).Select(c => c.View.Id)];

    private static void Fill(Scenario scenario, SimulatedCallBridge bridge, int calls)
    {
        for (var i = 0; i < calls; i++)
        {
            scenario.Confer(bridge, $"Call {i}", "Solo");
        }
    }
}
