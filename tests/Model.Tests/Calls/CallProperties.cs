using CmsOrchestrator.Model.Calls;
using CmsOrchestrator.Model.Tests.Support;
using CmsOrchestrator.Protocol;
using static CmsOrchestrator.Model.Tests.Support.Values;

namespace CmsOrchestrator.Model.Tests.Calls;

public class CallProperties
{
    [Fact]
    public void Whatever_is_told_the_publications_add_up_to_the_view_and_a_replay_publishes_the_same() =>
        Seeds.Each(80, seed =>
        {
            var facts = new RandomFacts(seed);
            var scene = new CallScene();
            for (var i = 0; i < 40; i++)
            {
                scene.Tell(facts.Batch());
                if (scene.State.Session is null)
                {
                    Assert.Empty(scene.State.Slots);
                }
            }
        });

    [Fact]
    public void Facts_in_one_batch_or_one_by_one_come_to_the_same_state() =>
        Seeds.Each(200, seed =>
        {
            var batches = new RandomFacts(seed);
            var (whole, single) = (new CallScene(checks: false), new CallScene(checks: false));
            for (var i = 0; i < 30; i++)
            {
                var batch = batches.Batch();
                whole.Tell(batch);
                foreach (var fact in batch)
                {
                    single.Tell(fact);
                }

                Assert.Equal(CallScene.Store(whole.State), CallScene.Store(single.State));
            }
        });

    [Fact]
    public void What_was_told_once_changes_nothing_when_told_again() =>
        Seeds.Each(200, seed =>
        {
            var facts = new RandomFacts(seed);
            var scene = new CallScene(checks: false);
            for (var i = 0; i < 200; i++)
            {
                var fact = facts.Next();
                scene.Tell(fact);
                if (fact is not (CallFact.RosterTold or CallFact.InstanceAdded or CallFact.InstanceRemoved or CallFact.InstanceMoved or CallFact.BridgeLost
                    or CallFact.CallListCompleted or CallFact.PartGivenUp))
                {
                    Assert.False(scene.Tell(fact), $"{fact}");
                }
            }
        });

    [Fact]
    public void The_view_is_the_same_for_every_interleaving_that_keeps_each_bridges_order() =>
        Seeds.Each(300, seed =>
        {
            var random = new Random(seed);
            var streams = new[] { Ids.Ams, Ids.Fra, Ids.Lon }.Select((bridge, i) => Stream(random, new BridgeScript(bridge, i + 1))).ToList();
            var expected = View(streams.SelectMany(s => s));
            for (var i = 0; i < 6; i++)
            {
                Assert.Equal(expected, View(Interleave(random, streams)));
            }
        });

    // One bridge's day: its instance stays, its connection breaks now and then, its roster and its call info tell this and that.
    private static List<CallFact> Stream(Random random, BridgeScript script)
    {
        double at = 1 + random.NextDouble();
        var facts = new List<CallFact> { script.Added(at, Some(random)), script.RosterActive(at), script.InfoActive(at), script.Info(at, Some(random), isWhole: true) };
        for (var i = 0; i < 25; i++)
        {
            at += random.Next(3) / 10.0;
            switch (random.Next(10))
            {
                case 0:
                    facts.Add(script.Lost(at));
                    if (random.Next(4) == 0)
                    {
                        return facts;
                    }

                    script = script.Reconnected(script.EpochNumber + 1);
                    facts.AddRange([script.Added(at, Some(random)), script.RosterActive(at), script.Roster(at, Join(random.Next(5), "again")), script.RosterCompleted(at)]);
                    break;
                case < 4:
                    facts.Add(script.Updated(at, Some(random)));
                    break;
                case < 6:
                    facts.Add(script.Info(at, Some(random)));
                    break;
                case < 8:
                    facts.Add(script.Roster(at, Join(random.Next(5), "n" + random.Next(3))));
                    break;
                default:
                    facts.Add(script.Roster(at, Leave(random.Next(5))));
                    break;
            }
        }

        return facts;
    }

    private static ElementValues Some(Random random) =>
        Call(random.Next(2) == 0 ? "" : "name" + random.Next(4), random.Next(5), random.Next(2) == 0 ? "locked" : "notLocked", random.Next(2) == 0 ? "active" : null);

    private static IEnumerable<CallFact> Interleave(Random random, List<List<CallFact>> streams)
    {
        var places = new int[streams.Count];
        while (Enumerable.Range(0, streams.Count).Where(i => places[i] < streams[i].Count).ToList() is { Count: > 0 } open)
        {
            var i = open[random.Next(open.Count)];
            yield return streams[i][places[i]++];
        }
    }

    // Who was there first, and so when a session and a participant began, is a matter of arrival; the rest is not.
    private static string View(IEnumerable<CallFact> facts)
    {
        var scene = new CallScene(checks: false);
        foreach (var fact in facts)
        {
            scene.Tell(fact);
        }

        var call = scene.View with { StartedAt = default, Id = default };
        var people = scene.State.Present.Keys.Order().Select(p => CallViews.Participant(Ids.Cluster, scene.State, p) with { JoinedAt = default, Call = default });
        return $"{call} {string.Join(' ', call.Instances)} {string.Join(' ', people.Select(p => $"{p} {string.Join(',', p.SeenBy)}"))}";
    }
}
