using CmsOrchestrator.Model.Planning;
using CmsOrchestrator.Model.Tests.Support;

namespace CmsOrchestrator.Model.Tests.Planning;

/// <summary>What a plan costs, counted and not timed: how often a host of a call is looked at.</summary>
public class PlannerCostTests
{
    private const int Bridges = 24;

    /// <summary>Of each host: whatever has to be planned, however little room there is.</summary>
    private const int MostLooks = 100;

    [Fact]
    public void The_cost_is_near_linear_in_the_calls_whatever_room_there_is_and_whatever_happened() => Seeds.Each(20, seed =>
    {
        foreach (var share in (ReadOnlySpan<double>)[0, 0.2, 0.7, 1.5, 4])
        {
            var small = Costs(seed, calls: 500, share);
            var large = Costs(seed, calls: 4000, share);
            for (var situation = 0; situation < small.Length; situation++)
            {
                Assert.InRange(large[situation], 0, MostLooks);
                Assert.InRange(large[situation], 0, small[situation] * 1.5 + 1);
            }
        }
    });

    // Looks at each host: at first, when nothing has changed, when calls have another size, when room is lost, when a third failed.
    private static double[] Costs(int seed, int calls, double share)
    {
        var random = new Random(seed);
        var fresh = Deployment(random, calls, (int)(share * calls / Bridges));
        var settled = Settled(fresh);
        var resized = settled with { Calls = [.. settled.Calls.Select(c => c with { Participants = random.Next(1000) })] };
        var shorter = settled with { Room = settled.Room.ToDictionary(r => r.Key, r => r.Value / 2) };
        var failed = settled with { Assignments = settled.Assignments.ToDictionary(a => a.Key, a => random.Next(3) == 0 ? a.Value.To(AssignmentStage.Overdue, fresh.Now) : a.Value) };
        var hosts = fresh.Calls.Sum(c => c.Hosts.Count);
        return [.. new[] { fresh, settled, resized, shorter, failed }.Select(input => (double)Planner.Plan(input).Looks / hosts)];
    }

    private static PlanInput Settled(PlanInput input) => input with
    {
        Assignments = Planner.Plan(input).Wanted.ToDictionary(p => p, _ => Assignment.Asked(input.Now, null).To(AssignmentStage.Complete, input.Now)),
    };

    private static PlanInput Deployment(Random random, int calls, int room)
    {
        var names = Enumerable.Range(0, Bridges).Select(i => new CallBridgeName($"b{i}")).ToArray();
        var planned = new List<PlannedCall>();
        for (var i = 1; i <= calls; i++)
        {
            random.Shuffle(names);
            planned.Add(new PlannedCall(Ids.Key(i), random.Next(1000), [.. names.Take(random.Next(1, 5)).Select(name => Ids.Instance(name, i)).Order()]));
        }

        return new PlanInput(Ids.At(100), planned, names.ToDictionary(n => n, _ => room), new Dictionary<PartKey, Assignment>());
    }
}
