using CmsOrchestrator.Model.Calls;
using CmsOrchestrator.Model.Planning;
using CmsOrchestrator.Model.Tests.Support;
using FsCheck.Xunit;

namespace CmsOrchestrator.Model.Tests.Planning;

/// <summary>
/// What holds of every plan, whatever the deployment and whatever was planned before. Calls are (participants, hosts as bits, how far each
/// host's parts are), rooms one a bridge; so a failing one shrinks by itself.
/// </summary>
public class PlannerProperties
{
    private static readonly PlannerSettings Settings = new(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));

    [Property(MaxTest = 300)]
    public void Never_over_budget(byte[] rooms, (byte Participants, byte Hosts, uint Stages)[] calls)
    {
        var input = Input(rooms, calls);
        var plan = Planner.Plan(input);
        Assert.All(plan.Wanted.GroupBy(p => p.Instance.Bridge), g => Assert.True(g.Count() <= input.Room[g.Key], $"{g.Count()} on {g.Key}"));
    }

    [Property(MaxTest = 300)]
    public void No_call_without_a_roster_while_a_host_has_room_and_none_said_to_be_degraded_otherwise(
        byte[] rooms, (byte Participants, byte Hosts, uint Stages)[] calls)
    {
        var input = Input(rooms, calls);
        var plan = Planner.Plan(input);
        var used = plan.Wanted.ToLookup(p => p.Instance.Bridge);
        foreach (var call in input.Calls)
        {
            var askable = call.Hosts.Where(h => !input.Assignments.TryGetValue(Roster(h), out var a) || a.IsWanted || a.RetryAt <= input.Now).ToList();
            if (call.Hosts.Any(h => plan.Wanted.Contains(Roster(h))))
            {
                Assert.DoesNotContain(call.Key, plan.Degraded);
            }
            else
            {
                Assert.Equal(askable.Count > 0, plan.Degraded.Contains(call.Key));
                Assert.All(askable, h => Assert.True(used[h.Bridge].Count() >= input.Room[h.Bridge], $"{h} has room"));
                Assert.All(askable, h => Assert.DoesNotContain(used[h.Bridge], p => p.Part == SlotPart.CallInfo));
            }
        }
    }

    [Property(MaxTest = 300)]
    public void Where_there_is_room_every_host_that_can_carries_the_roster(byte[] rooms, (byte Participants, byte Hosts, uint Stages)[] calls)
    {
        var input = Input(rooms, calls);
        var plan = Planner.Plan(input);
        var used = plan.Wanted.ToLookup(p => p.Instance.Bridge);
        foreach (var host in input.Calls.SelectMany(c => c.Hosts).Where(h => !plan.Wanted.Contains(Roster(h))))
        {
            var isFailed = input.Assignments.TryGetValue(Roster(host), out var a) && !a.IsWanted && a.RetryAt > input.Now;
            Assert.True(isFailed || used[host.Bridge].Count() >= input.Room[host.Bridge], $"{host} has room");
        }
    }

    [Property(MaxTest = 300)]
    public void When_nothing_has_changed_nothing_changes(byte[] rooms, (byte Participants, byte Hosts, uint Stages)[] calls)
    {
        var input = Input(rooms, calls);
        var assignments = input.Assignments.ToDictionary();
        Plan? last = null;
        for (var round = 0; round < 4; round++)
        {
            var plan = Planner.Plan(input with { Assignments = assignments });
            if (round == 3)
            {
                Assert.True(plan.Wanted.SetEquals(last!.Wanted), "other subscriptions");
                Assert.True(plan.Degraded.SetEquals(last.Degraded), "other degraded calls");
            }

            last = plan;
            foreach (var gone in assignments.Where(a => a.Value.IsWanted && !plan.Wanted.Contains(a.Key)).Select(a => a.Key).ToList())
            {
                assignments.Remove(gone);
            }

            foreach (var part in plan.Wanted)
            {
                assignments[part] = Assignment.Asked(input.Now, null).To(AssignmentStage.Complete, input.Now);
            }
        }
    }

    [Property(MaxTest = 300)]
    public void A_roster_that_is_complete_goes_only_for_want_of_room(byte[] rooms, (byte Participants, byte Hosts, uint Stages)[] calls)
    {
        var input = Input(rooms, calls);
        var plan = Planner.Plan(input);
        foreach (var given in input.Assignments.Where(a => a.Key.Part == SlotPart.Roster && a.Value.IsWanted && !plan.Wanted.Contains(a.Key)))
        {
            Assert.True(plan.Wanted.Count(p => p.Instance.Bridge == given.Key.Instance.Bridge) >= input.Room[given.Key.Instance.Bridge], $"{given.Key}");
        }
    }

    private static PartKey Roster(InstanceKey host) => new(host, SlotPart.Roster);

    private static PlanInput Input(byte[] rooms, (byte Participants, byte Hosts, uint Stages)[] calls)
    {
        var room = rooms.Append((byte)3).Take(6).Select((r, i) => (Bridge: new CallBridgeName("b" + i), Room: r % 12)).ToDictionary(r => r.Bridge, r => r.Room);
        var planned = new List<PlannedCall>();
        var assignments = new Dictionary<PartKey, Assignment>();
        for (var i = 0; i < calls.Length; i++)
        {
            var hosts = room.Keys.Where((_, b) => (calls[i].Hosts >> b & 1) == 1 || b == i % room.Count).Select(b => Ids.Instance(b, i + 1)).Order().ToList();
            planned.Add(new PlannedCall(Ids.Key(i + 1), calls[i].Participants % 30, hosts));
            for (var part = 0; part < hosts.Count * 2; part++)
            {
                if (Of((calls[i].Stages >> (part * 3)) & 7) is { } assignment)
                {
                    assignments[new PartKey(hosts[part / 2], (SlotPart)(part % 2))] = assignment;
                }
            }
        }

        return new PlanInput(Ids.At(100), planned, room, assignments);
    }

    private static Assignment? Of(uint stage) => stage switch
    {
        1 => Assignment.Asked(Ids.At(95), null),
        2 => Assignment.Asked(Ids.At(0), null).To(AssignmentStage.Overdue, Ids.At(80)),
        3 => Assignment.Asked(Ids.At(0), null).To(AssignmentStage.Active, Ids.At(80)),
        4 or 5 => Assignment.Asked(Ids.At(0), null).To(AssignmentStage.Complete, Ids.At(80)),
        6 => Assignment.Asked(Ids.At(0), null).Fail(Ids.At(99.5), Settings),
        _ => null,
    };
}
