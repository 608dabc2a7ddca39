
namespace CmsOrchestrator.Model.Planning;

/// <summary>A call to be planned for. Hosts are its instances on bridges that are connected.</summary>
public sealed record PlannedCall(CallKey Key, long Participants, IReadOnlyList<InstanceKey> Hosts);

/// <summary>What the planner knows.</summary>
/// <param name="Room">Subscriptions that each connected bridge has room for, its call list aside.</param>
public sealed record PlanInput(
    Instant Now,
    IReadOnlyCollection<PlannedCall> Calls,
    IReadOnlyDictionary<CallBridgeName, int> Room,
    IReadOnlyDictionary<PartKey, Assignment> Assignments)
{
    internal bool IsAsked(PartKey part) => Assignments.TryGetValue(part, out var assignment) && assignment.IsWanted;

    internal AssignmentStage StageOf(PartKey part) => AssignmentOf(part).Stage;

    /// <summary>Whether it is further than the other one, or as far for longer.</summary>
    internal bool IsBetter(PartKey part, PartKey than) =>
        (AssignmentOf(part), AssignmentOf(than)) is var (a, b) && a.Stage != b.Stage ? a.Stage > b.Stage
        : a.Since != b.Since ? a.Since < b.Since
        : part.Instance < than.Instance;

    private Assignment AssignmentOf(PartKey part) => IsAsked(part) ? Assignments[part] : Assignment.Asked(Now, null);
}

/// <summary>What is to be subscribed to, and which calls the budget has no roster for.</summary>
public sealed record Plan(IReadOnlySet<PartKey> Wanted, IReadOnlySet<CallKey> Degraded);
