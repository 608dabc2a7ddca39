using CmsOrchestrator.Model.Views;
using CmsOrchestrator.Simulator;

namespace CmsOrchestrator.EndToEnd.Tests.BadInput;

/// <summary>Connections that break, and connections that fall silent.</summary>
public sealed class LostConnectionTests
{
    [Fact]
    public async Task Connections_that_break_or_fall_silent_are_opened_anew()
    {
        (Injection Injection, string LastError)[] broken =
        [
            (Injection.Reset(), "the connection broke"),
            (Injection.Close(), "closed by the server with 1001"),
            (Injection.Freeze(), "nothing heard for 6 s"),
            (Injection.Truncated(), "nothing heard for 6 s"),
        ];
        await using var scenario = await Scenario.StartAsync(Scenario.Of(bridges: broken.Length + 1));
        await scenario.EqualsTruthAsync();

        scenario.Inject(broken.Select(b => b.Injection));
        await scenario.ConnectedAfterAsync(broken.Select(b => b.LastError));
        await scenario.HealsAsync();
        Assert.All(scenario.Others, bridge => Assert.Equal((1, 0), scenario.Losses(bridge)));
        await scenario.WitnessIsFollowedAsync();
    }

    [Fact]
    public async Task A_black_hole_turns_its_part_stale_and_heals()
    {
        await using var scenario = await Scenario.StartAsync(Scenario.Of(bridges: 3));
        var (lost, shared) = (scenario.Bridges[1], scenario.Conferences[scenario.Bridges[2]]);
        scenario.Cluster.Extend(shared, lost);
        await scenario.EqualsTruthAsync();

        lost.Faults.BlackHole = true;
        await scenario.ReadsAsync(lost, CallBridgeStatus.BackingOff, "nothing heard for 6 s");
        await Eventually.TrueAsync(() => scenario.Call(scenario.Conferences[lost])?.View.Freshness == "stale", "its own call is not stale");
        await Eventually.TrueAsync(() => scenario.Call(shared)?.View.Freshness == "partial", "the shared call is not partial");
        Assert.NotNull(scenario.Call(shared)!.View.Instances.Single(i => i.CallBridge.Value == lost.Name).StaleSince);
        await Eventually.TrueAsync(
            () => scenario.Call(shared)!.Participants.Values.All(p => p.Freshness != "stale"), "not everybody is seen by the other bridge");
        await scenario.WitnessIsFollowedAsync();

        // What happens behind the hole is seen when it is gone.
        scenario.Cluster.End(scenario.Conferences[lost]);
        var later = scenario.Confer(lost, "Later");
        lost.Faults.BlackHole = false;
        await scenario.HealsAsync();
        await scenario.ShowsAsync(later);
    }

    [Fact]
    public async Task Acks_that_come_late_do_no_harm_and_acks_that_never_come_end_the_connection()
    {
        await using var scenario = await Scenario.StartAsync(Scenario.Of(bridges: 3), s =>
        {
            s.Bridges[1].Faults.AckDelay = TimeSpan.FromMilliseconds(500);
            s.Bridges[2].Faults.DropAcks = true;
        });

        // It tells what happens to its calls, and never acknowledges.
        var (late, never) = (scenario.Bridges[1], scenario.Bridges[2]);
        await Eventually.TrueAsync(
            () =>
            {
                scenario.Cluster.Update(scenario.Conferences[never], state => state with { Name = state.Name == "A" ? "B" : "A" });
                return scenario.View(never.Name) is { State: CallBridgeStatus.BackingOff, LastError: { } error }
                    && error.Contains("no answer to a subscribeRequest within 6 s", StringComparison.Ordinal);
            },
            "the connection is not given up");
        await scenario.ShowsAsync(scenario.Conferences[late]);
        Assert.Equal((CallBridgeStatus.Connected, (0, 0)), (scenario.View(late).State, scenario.Losses(late)));
        await scenario.WitnessIsFollowedAsync();

        never.Faults.Clear();
        await scenario.HealsAsync();
    }
}
