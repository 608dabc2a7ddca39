using CmsOrchestrator.Protocol;
using CmsOrchestrator.Simulator;

namespace CmsOrchestrator.EndToEnd.Tests.BadInput;

/// <summary>Restarts of bridges, and conferences that move, end, come late by their correlator, or come again.</summary>
public sealed class ConferenceLifeTests
{
    [Fact]
    public async Task Bridges_may_restart_with_their_calls_kept_renewed_or_lost()
    {
        await using var scenario = await Scenario.StartAsync(Scenario.Of(bridges: 4));
        var (kept, renewed, lost) = (scenario.Bridges[1], scenario.Bridges[2], scenario.Bridges[3]);
        var shared = scenario.Conferences[scenario.Witness];
        foreach (var bridge in scenario.Others)
        {
            scenario.Cluster.Join(shared, bridge, Scenario.Somebody($"Guest of {bridge.Name}"));
        }

        await scenario.EqualsTruthAsync();
        var (before, id) = (scenario.Call(scenario.Conferences[kept])!.View, scenario.Call(shared)!.View.Id);
        await kept.RestartAsync(CallsAfterRestart.Kept);
        await renewed.RestartAsync(CallsAfterRestart.Renewed);
        await lost.RestartAsync(CallsAfterRestart.Lost);

        await scenario.HealsAsync();
        var after = scenario.Call(scenario.Conferences[kept])!.View;
        Assert.Equal((before.Id, before.StartedAt), (after.Id, after.StartedAt));
        Assert.Equal(id, scenario.Call(shared)!.View.Id);
        Assert.Equal(0, scenario.View(lost).Calls);
        Assert.Equal(["notSeenAfterReconnect"], scenario.EndReasons($"Weekly of {lost.Name}"));
        Assert.Empty(scenario.EndReasons($"Weekly of {kept.Name}"));
        await scenario.WitnessIsFollowedAsync();
    }

    [Fact]
    public async Task A_correlator_that_comes_late_takes_the_call_over_with_all_who_are_in_it()
    {
        await using var scenario = await Scenario.StartAsync(Scenario.Of(bridges: 2));
        var (here, there) = (scenario.Witness, scenario.Bridges[1]);
        var conference = scenario.Cluster.StartWithoutCorrelator(there, new ConferenceState { Name = "Ad hoc" });
        scenario.Cluster.Join(conference, there, Scenario.Somebody("Anna"), Scenario.Somebody("Ben"));
        await scenario.EqualsTruthAsync();
        Assert.Null(scenario.Call(conference)!.View.CallCorrelator);

        var correlator = new CallCorrelator(Guid.Parse("dee0733c-0000-4000-8000-000000000001"));
        scenario.Cluster.Update(conference, state => state with { Correlator = correlator });
        scenario.Cluster.Join(conference, here, Scenario.Somebody("Carla"));
        await scenario.EqualsTruthAsync();
        Assert.Equal(correlator, scenario.Call(conference)!.View.CallCorrelator);
        Assert.Equal(["merged"], scenario.EndReasons("Ad hoc"));
        await scenario.WitnessIsFollowedAsync();
    }

    [Fact]
    public async Task A_conference_that_moves_to_another_bridge_is_one_session()
    {
        // The second half of the move has all the time that a busy machine may need.
        var settings = TestNode.Quick with { HandoverTime = TimeSpan.FromSeconds(30) };
        await using var scenario = await Scenario.StartAsync(Scenario.Of(bridges: 3), settings: settings);
        var (from, to) = (scenario.Bridges[1], scenario.Bridges[2]);
        var conference = scenario.Conferences[from];
        await scenario.EqualsTruthAsync();
        var before = scenario.Call(conference)!.View;

        scenario.Cluster.Relocate(conference, from, to);
        await scenario.EqualsTruthAsync();
        var after = scenario.Call(conference)!;
        Assert.Equal((before.Id, before.StartedAt), (after.View.Id, after.View.StartedAt));
        Assert.Equal(to.Name, Assert.Single(after.View.Instances).CallBridge.Value);
        Assert.Equal(2, after.Participants.Count);
        await scenario.WitnessIsFollowedAsync();
    }

    [Fact]
    public async Task Conferences_that_end_are_gone_and_a_space_that_is_used_again_while_nobody_looks_is_another_session()
    {
        await using var scenario = await Scenario.StartAsync(Scenario.Of(bridges: 3));
        var (bridge, other) = (scenario.Bridges[1], scenario.Bridges[2]);
        var correlator = new CallCorrelator(Guid.Parse("dee0733c-0000-4000-8000-000000000002"));
        var space = new ConferenceState { Name = "Space", Correlator = correlator };
        var first = scenario.Cluster.Start(bridge, space);
        scenario.Cluster.Join(first, bridge, Scenario.Somebody("Anna"));
        await scenario.EqualsTruthAsync();
        var (used, lasting) = (scenario.Call(first)!.View, scenario.Call(scenario.Conferences[other])!.View);

        Conference? second = null;
        await scenario.AwayAsync(() =>
        {
            scenario.Cluster.End(first);
            second = scenario.Cluster.Start(bridge, space);
            scenario.Cluster.Join(second, bridge, Scenario.Somebody("Ben"));
        });
        await scenario.HealsAsync();
        await Eventually.TrueAsync(() => scenario.Call(second!) is { } call && call.View.Id != used.Id, "it is still the session before");
        Assert.Equal(lasting.Id, scenario.Call(scenario.Conferences[other])!.View.Id);

        scenario.Cluster.End(second!);
        scenario.Cluster.Disconnect(scenario.Conferences[other]);
        await scenario.EqualsTruthAsync();
        Assert.Equal(["notSeenAfterReconnect", Words.ParticipantInitiated], scenario.EndReasons("Space"));
        Assert.Equal([Words.AllLeft], scenario.EndReasons($"Weekly of {other.Name}"));
        await scenario.WitnessIsFollowedAsync();
    }
}
