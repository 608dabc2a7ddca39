using CmsOrchestrator.Model.Calls;
using CmsOrchestrator.Model.Planning;
using CmsOrchestrator.Model.Tests.Support;

namespace CmsOrchestrator.Model.Tests.Planning;

public class PlannerTests
{
    private static readonly PlannerSettings Settings = new(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));
    private readonly Dictionary<PartKey, Assignment> _assignments = [];
    private readonly Dictionary<CallBridgeName, int> _room = new() { [Ids.Lon] = 10, [Ids.Fra] = 10 };
    private readonly List<PlannedCall> _calls = [];

    [Fact]
    public void Each_call_gets_a_roster_from_every_host_and_one_call_info()
    {
        Call(1, 5, Ids.Lon, Ids.Fra);
        Assert.Equal([SlotPart.CallInfo, SlotPart.Roster, SlotPart.Roster], Plan().Wanted.Select(p => p.Part).Order());
    }

    [Fact]
    public void Call_info_goes_before_a_second_roster()
    {
        (_room[Ids.Lon], _room[Ids.Fra]) = (1, 1);
        Call(1, 5, Ids.Lon, Ids.Fra);
        Assert.All(Plan().Wanted, p => Assert.Equal(SlotPart.Roster, p.Part));
    }

    [Fact]
    public void A_second_roster_takes_no_call_s_only_one()
    {
        (_room[Ids.Lon], _room[Ids.Fra]) = (1, 1);
        Call(1, 50, Ids.Lon, Ids.Fra);
        Call(2, 1, Ids.Lon);
        Assert.Equal([Roster(Ids.Fra, 1), Roster(Ids.Lon, 2)], Plan().Wanted.Order(ByText));
    }

    [Fact]
    public void A_second_roster_of_a_large_call_goes_before_the_only_one_of_a_small_call()
    {
        (_room[Ids.Lon], _room[Ids.Fra]) = (1, 1);
        Call(1, 2, Ids.Lon);
        Call(2, 50, Ids.Fra, new CallBridgeName("ams"));
        _room[new CallBridgeName("ams")] = 1;
        Apply(Plan());
        Call(3, 40, Ids.Lon, Ids.Fra);

        var plan = Plan();
        Assert.Empty(plan.Degraded);
        Assert.Contains(Roster(Ids.Lon, 1), plan.Wanted);
        Assert.Contains(Roster(Ids.Fra, 3), plan.Wanted);
    }

    [Fact]
    public void Call_info_goes_first_when_room_is_short()
    {
        _room[Ids.Lon] = 2;
        Call(1, 5, Ids.Lon);
        Call(2, 6, Ids.Lon);
        Assert.All(Plan().Wanted, p => Assert.Equal(SlotPart.Roster, p.Part));
        Assert.Empty(Plan().Degraded);
    }

    [Fact]
    public void The_smallest_calls_go_without_a_roster_when_room_is_very_short()
    {
        _room[Ids.Lon] = 1;
        Call(1, 5, Ids.Lon);
        Call(2, 6, Ids.Lon);
        var plan = Plan();

        Assert.Equal([Ids.Key(1)], plan.Degraded);
        Assert.Equal([Roster(Ids.Lon, 2)], plan.Wanted);
    }

    [Fact]
    public void A_roster_changes_hands_only_for_a_call_at_least_half_as_large_again()
    {
        _room[Ids.Lon] = 1;
        Call(1, 4, Ids.Lon);
        Apply(Plan());
        Call(2, 5, Ids.Lon);
        Assert.Equal([Ids.Key(2)], Plan().Degraded);

        _calls.RemoveAt(1);
        Call(3, 6, Ids.Lon);
        Assert.Equal([Ids.Key(1)], Plan().Degraded);
    }

    [Fact]
    public void Who_loses_its_roster_to_a_larger_call_gets_one_elsewhere_if_it_can()
    {
        _room[Ids.Lon] = 1;
        Call(1, 4, Ids.Lon, Ids.Fra);
        _assignments[Roster(Ids.Lon, 1)] = Done(AssignmentStage.Complete);
        Call(2, 40, Ids.Lon);

        var plan = Plan();
        Assert.Empty(plan.Degraded);
        Assert.Contains(Roster(Ids.Fra, 1), plan.Wanted);
        Assert.Contains(Roster(Ids.Lon, 2), plan.Wanted);
    }

    [Fact]
    public void A_roster_is_not_dropped_for_another_call_before_its_replacement_is_complete()
    {
        (_room[Ids.Lon], _room[Ids.Fra]) = (1, 1);
        Call(1, 5, Ids.Lon, Ids.Fra);
        _assignments[Roster(Ids.Lon, 1)] = Done(AssignmentStage.Complete);
        _assignments[Roster(Ids.Fra, 1)] = Done(AssignmentStage.Asked);
        Call(2, 5, Ids.Lon);
        Assert.Equal([Ids.Key(2)], Plan().Degraded);

        _assignments[Roster(Ids.Fra, 1)] = Done(AssignmentStage.Complete);
        Assert.Equal([Roster(Ids.Fra, 1), Roster(Ids.Lon, 2)], Plan().Wanted.Order(ByText));
    }

    [Fact]
    public void A_call_that_waits_for_its_hosts_in_vain_takes_the_room_of_a_second_roster()
    {
        (_room[Ids.Lon], _room[Ids.Fra]) = (1, 2);
        Call(1, 5, Ids.Fra, Ids.Lon);
        Apply(Plan());
        Call(2, 9, Ids.Fra, Ids.Lon);
        _assignments[Roster(Ids.Fra, 2)] = Done(AssignmentStage.Overdue);

        Assert.Equal([Roster(Ids.Fra, 1), Roster(Ids.Fra, 2), Roster(Ids.Lon, 2)], Plan().Wanted.Order(ByText));
    }

    [Fact]
    public void Second_rosters_go_before_the_only_one_of_another_call()
    {
        _room[Ids.Lon] = 1;
        Call(1, 50, Ids.Lon, Ids.Fra);
        _assignments[Roster(Ids.Lon, 1)] = Done(AssignmentStage.Asked);
        _assignments[Roster(Ids.Fra, 1)] = Done(AssignmentStage.Active);
        Call(2, 1, Ids.Lon);

        var plan = Plan();
        Assert.Empty(plan.Degraded);
        Assert.Contains(Roster(Ids.Lon, 2), plan.Wanted);
        Assert.Contains(Roster(Ids.Fra, 1), plan.Wanted);
    }

    [Fact]
    public void A_host_that_failed_is_left_alone_until_its_time_and_another_asked_meanwhile()
    {
        Call(1, 5, Ids.Lon, Ids.Fra);
        _assignments[Roster(Ids.Lon, 1)] = Done(AssignmentStage.Asked).Fail(Ids.At(0), Settings);
        Assert.Equal(Ids.Fra, Assert.Single(Plan().Wanted, p => p.Part == SlotPart.Roster).Instance.Bridge);
    }

    [Fact]
    public void A_call_whose_only_host_failed_is_not_degraded_and_is_asked_again_when_it_is_time()
    {
        Call(1, 5, Ids.Lon);
        _assignments[Roster(Ids.Lon, 1)] = Done(AssignmentStage.Asked).Fail(Ids.At(0), Settings);
        Assert.DoesNotContain(Plan().Wanted, p => p.Part == SlotPart.Roster);
        Assert.Empty(Plan().Degraded);
        Assert.Contains(Roster(Ids.Lon, 1), Plan(at: 1).Wanted);
    }

    [Fact]
    public void Pauses_double_up_to_their_bound()
    {
        var assignment = Done(AssignmentStage.Asked);
        var pauses = new List<double>();
        for (var i = 0; i < 7; i++)
        {
            assignment = assignment.Fail(Ids.At(0), Settings);
            pauses.Add(assignment.RetryAt.Milliseconds / 1000.0);
        }

        Assert.Equal([1, 2, 4, 8, 16, 30, 30], pauses);
    }

    [Fact]
    public void Whatever_the_deployment_there_is_room_for_it_every_call_that_can_has_a_roster_and_plans_settle() =>
        Seeds.Each(400, seed =>
        {
            var random = new Random(seed);
            _assignments.Clear();
            _calls.Clear();
            _room.Clear();
            Deployment(random, bridges: random.Next(1, 6), calls: random.Next(1, 40), room: random.Next(0, 12));
            for (var round = 0; round < 4; round++)
            {
                HoldsOnceSettled(Settled());
                for (var i = 0; i < _calls.Count; i++)
                {
                    _calls[i] = random.Next(3) == 0 ? _calls[i] with { Participants = random.Next(30) } : _calls[i];
                }

                _room[new CallBridgeName("b0")] = random.Next(0, 12);
            }
        });

    [Fact]
    public void A_large_deployment_is_planned_and_a_small_change_changes_little()
    {
        Deployment(new Random(1), bridges: 24, calls: 5000, room: 295);
        var first = Plan();
        Holds(first);
        Assert.Empty(first.Degraded);
        Apply(first);
        _calls.RemoveRange(0, 10);

        Assert.True(first.Wanted.Except(Plan().Wanted).Count() <= 40);
    }

    private static Comparer<PartKey> ByText { get; } = Comparer<PartKey>.Create((a, b) => string.CompareOrdinal($"{a}", $"{b}"));

    private static PartKey Roster(CallBridgeName bridge, int call) => new(Ids.Instance(bridge, call), SlotPart.Roster);

    private static Assignment Done(AssignmentStage stage) => Assignment.Asked(Ids.At(0), null).To(stage, Ids.At(0));

    private Plan Plan(double at = 0) => Planner.Plan(new PlanInput(Ids.At(at), _calls, _room, _assignments));

    private void Call(int number, int participants, params CallBridgeName[] hosts) =>
        _calls.Add(new PlannedCall(Ids.Key(number), participants, [.. hosts.Select(h => Ids.Instance(h, number)).Order()]));

    private void Apply(Plan plan)
    {
        foreach (var gone in _assignments.Keys.Except(plan.Wanted).ToList())
        {
            _assignments.Remove(gone);
        }

        foreach (var part in plan.Wanted)
        {
            _assignments[part] = Done(AssignmentStage.Complete);
        }
    }

    private void Deployment(Random random, int bridges, int calls, int room)
    {
        var names = Enumerable.Range(0, bridges).Select(i => new CallBridgeName("b" + i)).ToArray();
        _room.Clear();
        foreach (var name in names)
        {
            _room[name] = room;
        }

        for (var i = 1; i <= calls; i++)
        {
            Call(i, random.Next(30), [.. names.OrderBy(_ => random.Next()).Take(random.Next(1, Math.Min(4, bridges + 1)))]);
        }
    }

    private void Holds(Plan plan)
    {
        Assert.All(plan.Wanted.GroupBy(p => p.Instance.Bridge), g => Assert.True(g.Count() <= _room[g.Key]));
        var carried = plan.Wanted.Where(p => p.Part == SlotPart.Roster).Select(p => p.Instance).ToHashSet();
        var used = plan.Wanted.ToLookup(p => p.Instance.Bridge);
        foreach (var call in _calls)
        {
            Assert.NotEqual(call.Hosts.Any(carried.Contains), plan.Degraded.Contains(call.Key));
            if (plan.Degraded.Contains(call.Key))
            {
                Assert.All(call.Hosts, h => Assert.True(used[h.Bridge].Count() >= _room[h.Bridge], "degraded, though there is room"));
                Assert.All(call.Hosts, h => Assert.DoesNotContain(used[h.Bridge], p => p.Part == SlotPart.CallInfo));
            }
            else
            {
                Assert.All(call.Hosts, h => Assert.True(carried.Contains(h) || used[h.Bridge].Count() >= _room[h.Bridge], "no second roster, though there is room"));
            }
        }
    }

    // A second roster that found room makes another one expendable, once it is complete.
    private Plan Settled()
    {
        for (var i = 0; i < 20; i++)
        {
            var plan = Plan();
            Holds(plan);
            if (_assignments.Keys.ToHashSet().SetEquals(plan.Wanted))
            {
                return plan;
            }

            Apply(plan);
        }

        throw new InvalidOperationException("Plans do not settle.");
    }

    private void HoldsOnceSettled(Plan plan)
    {
        var rosters = plan.Wanted.Where(p => p.Part == SlotPart.Roster).ToLookup(p => p.Instance.Bridge);
        foreach (var call in _calls.Where(c => plan.Degraded.Contains(c.Key)))
        {
            Assert.All(call.Hosts.SelectMany(h => rosters[h.Bridge]), p => Assert.Single(
                _calls.Single(c => c.Hosts.Contains(p.Instance)).Hosts, h => plan.Wanted.Contains(new PartKey(h, SlotPart.Roster))));
        }
    }
}
