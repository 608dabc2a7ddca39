using CmsOrchestrator.Model.Calls;
using CmsOrchestrator.Model.Tests.Support;

namespace CmsOrchestrator.Model.Tests.Simulation;

/// <summary>Bridges, connections, cluster and aggregates in virtual time, with faults; after healing the view is the truth.</summary>
public class SimulationTests
{
    [Fact]
    public void Without_faults_the_view_is_the_truth() => Seeds.Each(50, seed => Run(seed, room: 198, faults: null));

    [Fact]
    public void After_lost_connections_and_black_holes_the_view_is_the_truth() => Seeds.Each(50, seed => Run(seed, room: 198, (world, time) =>
    {
        var supervisor = world.Supervisors[time.Random.Next(world.Supervisors.Count)];
        var isNoticed = time.Chance(0.8);
        if (time.Chance(0.5))
        {
            supervisor.Break(isNoticed);
        }
        else
        {
            supervisor.BreakAll(isNoticed);
        }

        return world;
    }));

    [Fact]
    public void After_failed_aggregates_the_view_is_the_truth() => Seeds.Each(50, seed => Run(seed, room: 198, (world, time) =>
    {
        if (world.Aggregates.ToList() is { Count: > 0 } aggregates)
        {
            aggregates[time.Random.Next(aggregates.Count)].Fail();
        }

        return world;
    }));

    [Fact]
    public void After_kills_and_everything_else_the_view_is_the_truth() => Seeds.Each(200, seed =>
    {
        IReadOnlyList<SimBridge> bridges = [];
        Run(seed, room: 198, (world, time) =>
        {
            foreach (var aggregate in world.Aggregates.Where(_ => time.Chance(0.2)))
            {
                aggregate.Fail();
            }

            world.Supervisors[time.Random.Next(world.Supervisors.Count)].Break(time.Chance(0.9));
            if (!time.Chance(0.3))
            {
                return world;
            }

            world.Stop();
            return new SimOrchestrator(time, bridges, 198, world);
        }, b => bridges = b);
    });

    [Fact]
    public void With_too_little_room_the_view_is_the_truth_and_says_what_it_does_not_observe() => Seeds.Each(100, seed => Run(seed, room: 1, (world, time) =>
    {
        world.Supervisors[time.Random.Next(world.Supervisors.Count)].BreakAll(time.Chance(0.8));
        return world;
    }));

    private static void Run(
        int seed, int room, Func<SimOrchestrator, VirtualTime, SimOrchestrator>? faults, Action<IReadOnlyList<SimBridge>>? use = null)
    {
        var time = new VirtualTime(seed);
        SimBridge[] bridges = [.. new[] { Ids.Ams, Ids.Fra, Ids.Lon }.Select(n => new SimBridge(time, n))];
        use?.Invoke(bridges);
        var world = new SimOrchestrator(time, bridges, room, before: null);
        var traffic = new Traffic(time, bridges, spaces: 4);
        traffic.Start();
        for (var i = 0; i < 8; i++)
        {
            time.RunFor(time.Between(1, 12));
            world = faults?.Invoke(world, time) ?? world;
        }

        traffic.IsOn = false;
        time.RunFor(TimeSpan.FromSeconds(90));
        IsTheTruth(traffic, world, room);
    }

    private static void IsTheTruth(Traffic traffic, SimOrchestrator world, int room)
    {
        var views = world.Aggregates.Where(a => a.State.Session is not null).ToDictionary(a => a.Key, a => a.State);
        Assert.Equal(
            traffic.Live.Select(c => CallKey.Of(c.Correlator).Name).Order(), views.Keys.Select(k => k.Name).Order());
        foreach (var conference in traffic.Live)
        {
            var key = CallKey.Of(conference.Correlator);
            var state = views[key];
            var call = CallViews.Call(Ids.Cluster, key, state);
            Assert.Equal(
                conference.Instances.Select(i => new InstanceKey(i.Key.Name, i.Value)).Order(),
                call.Instances.Select(i => new InstanceKey(i.CallBridge, i.Call)).Order());
            Assert.Equal(("live", (long)conference.People.Count), (call.Freshness, call.Participants));
            if (call.Degraded)
            {
                Assert.Empty(state.Present);
                continue;
            }

            Assert.Equal(
                conference.People.OrderBy(p => p.Key).Select(p => $"{p.Key} {p.Value.Name} live"),
                state.Present.Keys.Order().Select(p => CallViews.Participant(Ids.Cluster, state, p)).Select(p => $"{p.Participant} {p.Name} {p.Freshness}"));
            Assert.Contains(call.Instances, i => i.Roster == "active");
            if (room > 10)
            {
                Assert.Contains(call.Instances, i => i.CallInfo == "active");
            }
        }

        var degraded = views.Values.Count(s => s.IsDegraded);
        Assert.True(degraded == 0 || room < 10, $"{degraded} degraded");
    }
}
