using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Planning;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Micro.Planning;

/// <summary>A cluster to plan for: calls of up to thirty participants, on one to three bridges each.</summary>
internal static class PlannedDeployment
{
    private static readonly Instant Now = new(1_000_000);

    /// <summary>Nothing is asked for yet.</summary>
    /// <param name="connections">Of each bridge: 100 subscriptions each, one of them the call list.</param>
    public static PlanInput Fresh(int bridges, int calls, int connections)
    {
        var random = new Random(1);
        var names = Enumerable.Range(0, bridges).Select(i => new CallBridgeName($"bridge{i}")).ToArray();
        var room = names.ToDictionary(n => n, _ => (connections * ProtocolLimits.SubscriptionsPerConnection) - 1);
        return new PlanInput(Now, [.. Enumerable.Range(0, calls).Select(_ => Call(random, names))], room, new Dictionary<PartKey, Assignment>());
    }

    /// <summary>All that is planned is there, and there is nothing else.</summary>
    public static PlanInput Settled(PlanInput input)
    {
        for (var round = 0; round < 8; round++)
        {
            var complete = Planner.Plan(input).Wanted.ToDictionary(
                part => part, _ => Assignment.Asked(Now, null).To(AssignmentStage.Complete, Now));
            input = input with { Assignments = complete };
        }

        return input;
    }

    private static PlannedCall Call(Random random, CallBridgeName[] names)
    {
        random.Shuffle(names);
        var hosts = names.Take(random.Next(1, 4)).Select(name => new InstanceKey(name, new CallGuid(Guid(random)))).Order().ToList();
        return new PlannedCall(CallKey.Of(new CallCorrelator(Guid(random))), random.Next(31), hosts);
    }

    private static Guid Guid(Random random)
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }
}
