using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Simulator.Tests;

/// <summary>The other ways in which subscriptions may become active (protocol.md §3).</summary>
public sealed class ActivationTests
{
    [Fact]
    public async Task Pending_may_be_skipped()
    {
        var states = await StatesAsync(Activation.WithoutPending);

        Assert.Equal(["1 active, 2 active, 3 pending"], states);
    }

    [Fact]
    public async Task Subscriptions_of_one_request_may_become_active_one_by_one()
    {
        var states = await StatesAsync(Activation.OneByOne);

        Assert.Equal(["1 pending, 2 pending, 3 pending", "1 active, 2 pending, 3 pending", "1 active, 2 active, 3 pending"], states);
    }

    private static async Task<IEnumerable<string>> StatesAsync(Activation activation)
    {
        await using var sim = await SimulatedDeployment.StartAsync(
            new SimulatedDeploymentOptions { Behaviour = new ServerBehaviour { Activation = activation } });
        var bridge = sim.Clusters[0].Bridges[0];
        var call = sim.Clusters[0].Start(bridge, new ConferenceState()).CallOn(bridge);
        await using var client = await BareClient.ConnectAsync(bridge);
        var answers = await client.DrainAfterAsync(
            Specs.Calls(1), Specs.Info(2, call), Specs.Roster(3, new CallGuid(Guid.NewGuid())));
        return answers.OfType<ServerMessage.SubscriptionUpdate>().Select(u => u.States());
    }
}
