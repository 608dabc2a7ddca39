using CmsOrchestrator.Model.Views;
using CmsOrchestrator.Simulator;

namespace CmsOrchestrator.EndToEnd.Tests.BadInput;

/// <summary>Subscriptions that are refused, ended by the server, or answered in one of the other ways that are legal.</summary>
public sealed class SubscriptionTests
{
    public static TheoryData<Activation, bool> Ways => new()
    {
        { Activation.OneByOne, false },
        { Activation.WithoutPending, false },
        { Activation.Together, true },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Every_legal_way_to_activate_and_to_write_gives_the_same_view(Activation activation, bool nasty)
    {
        var behaviour = new ServerBehaviour { Activation = activation, Json = nasty ? JsonStyle.Nasty : new JsonStyle() };
        await using var scenario = await Scenario.StartAsync(Scenario.Of(bridges: 2) with { Behaviour = behaviour });
        scenario.Cluster.Extend(scenario.Conferences[scenario.Witness], scenario.Bridges[1]);
        await scenario.EqualsTruthAsync();
        scenario.Confer(scenario.Bridges[1], "Later");
        await scenario.HealsAsync();
        Assert.All(scenario.Bridges, bridge => Assert.Equal((null, (0, 0)), (scenario.View(bridge).LastError, scenario.Losses(bridge))));
    }

    [Fact]
    public async Task A_refused_request_leaves_what_is_subscribed_in_force_and_is_tried_again()
    {
        await using var scenario = await Scenario.StartAsync(Scenario.Of(bridges: 3), s => s.Bridges[2].Faults.AckStatus = "failure");
        var (later, always) = (scenario.Bridges[1], scenario.Bridges[2]);
        await scenario.ShowsAsync(scenario.Conferences[later]);
        later.Faults.AckStatus = "tooManySubscriptions";
        var refused = scenario.Confer(later, "Refused");
        scenario.Cluster.Join(scenario.Conferences[later], later, Scenario.Somebody("Carla"));

        await scenario.ReadsAsync(later, CallBridgeStatus.Connected, "a subscribeRequest was refused with status 'tooManySubscriptions'");
        await scenario.ReadsAsync(always, CallBridgeStatus.Refused, "a subscribeRequest was refused with status 'failure'");
        await scenario.ShowsAsync(scenario.Conferences[later]);
        Assert.Equal(0, scenario.Call(refused)?.View.RosterSize);
        await scenario.WitnessIsFollowedAsync();

        later.Faults.Clear();
        always.Faults.Clear();
        await scenario.HealsAsync();
        Assert.All(scenario.Bridges, bridge => Assert.Equal(0, scenario.View(bridge).Reconnects));
    }

    [Fact]
    public async Task A_roster_that_is_deactivated_while_the_call_goes_on_is_asked_for_again()
    {
        await using var scenario = await Scenario.StartAsync(Scenario.Of(bridges: 3));
        var (one, all) = (scenario.Bridges[1], scenario.Bridges[2]);
        var shared = scenario.Conferences[one];
        scenario.Cluster.Join(shared, all, Scenario.Somebody("Remo"));
        await scenario.EqualsTruthAsync();

        Assert.Equal(1, one.Inject(Injection.Deactivate(shared.CallOn(one)!.Value)));
        Assert.Equal(1, all.Inject(Injection.DeactivateAll()));
        await scenario.HealsAsync();

        // Once more, now that the first indexes are spent.
        one.Inject(Injection.DeactivateAll());
        all.Inject(Injection.DeactivateAll());
        await scenario.HealsAsync();
        Assert.All(scenario.Bridges, bridge => Assert.Equal(0, scenario.View(bridge).Reconnects));
        await scenario.WitnessIsFollowedAsync();
    }

    [Fact]
    public async Task A_list_of_calls_that_is_deactivated_takes_a_new_connection()
    {
        await using var scenario = await Scenario.StartAsync(Scenario.Of(bridges: 2));
        var bridge = scenario.Bridges[1];
        await scenario.EqualsTruthAsync();
        bridge.Inject(Injection.DeactivateList());
        await scenario.ReadsAsync(bridge, CallBridgeStatus.Connected, "the server ended the list of calls");
        await scenario.HealsAsync();
        Assert.Equal((1, 0), scenario.Losses(bridge));
        await scenario.WitnessIsFollowedAsync();
    }
}
