
namespace CmsOrchestrator.Model.Planning;

/// <summary>A call to be planned for. Hosts are its instances on bridges that are connected.</summary>
public sealed record PlannedCall(CallKey Key, long Participants, IReadOnlyList<InstanceKey> Hosts);

/// <summary>What the planner knows.</summary>
/// <param name="Room">Subscriptions that each connected bridge has room for, its call list aside.</param>
public sealed record PlanInput(
    Instant Now,
    IReadOnlyCollection<PlannedCall> Calls,
    IReadOnlyDictionary<CallBridgeName, int> Room,
    IReadOnlyDictionary<PartKey, Assignment> Assignments);

/// <summary>What is to be subscribed to, and which calls the budget has no roster for.</summary>
/// <param name="Looks">What the plan cost: how often a host of a call was looked at. Near linear in the number of hosts of all calls.</param>
public sealed record Plan(IReadOnlySet<PartKey> Wanted, IReadOnlySet<CallKey> Degraded, long Looks);
