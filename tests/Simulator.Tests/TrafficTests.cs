using System.Text.Json;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Simulator.Tests;

/// <summary>The seeded traffic, and that a client that follows it ends with what is true.</summary>
public sealed class TrafficTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(4711)]
    public async Task The_same_seed_makes_the_same_truth(int seed)
    {
        Assert.Equal(await TruthAfterAsync(seed), await TruthAfterAsync(seed));
        Assert.NotEqual(await TruthAfterAsync(seed), await TruthAfterAsync(seed + 1));
    }

    [Theory]
    [InlineData(7, false)]
    [InlineData(8, true)]
    public async Task A_client_that_follows_a_bridge_ends_with_what_is_true_and_without_a_breach(int seed, bool nasty)
    {
        await using var sim = await SimulatedDeployment.StartAsync(new SimulatedDeploymentOptions
        {
            BridgesPerCluster = 3,
            Seed = seed,
            Behaviour = new ServerBehaviour { Json = nasty ? JsonStyle.Nasty : new JsonStyle(), AckTime = BareClient.Limit },
        });
        var cluster = sim.Clusters[0];
        var traffic = new ClusterTraffic(cluster, new TrafficOptions { Seed = seed, Calls = 8 });
        traffic.Fill();
        var clients = await Task.WhenAll(cluster.Bridges.Select(FollowingClient.StartAsync));

        var steps = Task.Run(async () =>
        {
            for (var step = 0; step < 1500; step++)
            {
                traffic.Step();
                await Task.Yield();
            }
        });
        await Task.WhenAll(clients.Select(c => c.FollowAsync(steps)));

        foreach (var (client, bridge) in clients.Zip(cluster.Bridges))
        {
            Compare(client, bridge.Name, cluster);
            await client.DisposeAsync();
        }

        Assert.Empty(sim.Breaches.ToImmutableArray());
    }

    [Fact]
    public async Task Traffic_starts_and_stops()
    {
        await using var sim = await SimulatedDeployment.StartAsync(new SimulatedDeploymentOptions { Clusters = 2 });
        await using var traffic = new DeploymentTraffic(sim, new TrafficOptions { Rate = 1000, Calls = 3 });
        var before = Text(sim.Clusters[1]);

        traffic.Start();
        await SimulatorTest.Eventually(() => Text(sim.Clusters[1]) != before);
        await traffic.StopAsync();

        Assert.False(traffic.IsRunning);
    }

    private static void Compare(FollowingClient client, string bridge, SimulatedCluster cluster)
    {
        var here = cluster.Truth().SelectMany(c => c.Instances.Where(i => i.Bridge == bridge), (c, i) => (Conference: c, Instance: i)).ToList();
        Assert.Equal(here.Select(h => h.Instance.Call.ToString()).Order(), client.Calls.Keys.Select(c => c.ToString()).Order());
        foreach (var (conference, instance) in here)
        {
            var call = client.Calls[instance.Call];
            Assert.Equal(conference.State.Name, call[Element.Name].AsText);
            Assert.Equal(conference.State.Correlator.ToString(), call[Element.CallCorrelator].AsText);
            Assert.Equal(conference.State.Recording, call[Element.Recording].AsText);
            Assert.Equal(instance.Participants, call[Element.Participants].AsNumber);
            Assert.Equal(instance.DistributedInstances, call[Element.DistributedInstances].AsNumber);
            Assert.Equal(instance.LockState, call[Element.LockState].AsText);
            Assert.Equal(
                conference.Roster.Where(p => p.SeenBy.Contains(bridge)).Select(Line).Order(),
                client.Roster(instance.Call).Select(p => Line(p.Key, p.Value)).Order());
        }
    }

    private static string Line(ParticipantTruth p) =>
        $"{p.Id} {p.State.Name} {p.State.Uri} {p.State.State} {p.State.AudioMuted} {p.State.Layout} {p.State.ActiveSpeaker}";

    private static string Line(ParticipantId id, ElementValues e) =>
        $"{id} {e[Element.Name]} {e[Element.Uri]} {e[Element.State]} {e[Element.AudioMuted].AsBoolean} {e[Element.Layout]} {e[Element.ActiveSpeaker].AsBoolean}";

    private static async Task<string> TruthAfterAsync(int seed)
    {
        await using var sim = await SimulatedDeployment.StartAsync(new SimulatedDeploymentOptions { Seed = seed });
        var traffic = new ClusterTraffic(sim.Clusters[0], new TrafficOptions { Seed = seed });
        traffic.Fill();
        for (var step = 0; step < 300; step++)
        {
            traffic.Step();
        }

        return Text(sim.Clusters[0]);
    }

    private static string Text(SimulatedCluster cluster) => JsonSerializer.Serialize(cluster.Truth());
}
