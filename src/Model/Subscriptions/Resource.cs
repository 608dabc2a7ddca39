using CmsOrchestrator.Model.Calls;
using CmsOrchestrator.Model.Planning;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Model.Subscriptions;

/// <summary>What can be subscribed to at one Call Bridge: its list of calls, or one call's info or roster.</summary>
public readonly record struct Resource(SubscriptionType Type, CallGuid? Call)
{
    public static Resource Calls { get; } = new(SubscriptionType.Calls, null);

    public static Resource CallInfo(CallGuid call) => new(SubscriptionType.CallInfo, call);

    public static Resource Roster(CallGuid call) => new(SubscriptionType.CallRoster, call);

    /// <summary>What is to be asked of that part's bridge.</summary>
    public static Resource Of(PartKey part) =>
        part.Part == SlotPart.Roster ? Roster(part.Instance.Call) : CallInfo(part.Instance.Call);

    public override string ToString() => Call is { } call ? $"{Type.Text()} of {call}" : Type.Text();
}
