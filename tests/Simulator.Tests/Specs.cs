using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Simulator.Tests;

/// <summary>Entries of requests, short to write.</summary>
internal static class Specs
{
    /// <summary><c>"3 active, 1 pending"</c>, in the order of the wire.</summary>
    public static string States(this ServerMessage.SubscriptionUpdate update) =>
        string.Join(", ", update.Subscriptions.Select(s => $"{s.Index} {s.State}"));

    public static SubscriptionSpec Calls(int index, params Element[] elements) => new(
        index, SubscriptionType.Calls, null, elements.Length == 0 ? ElementNames.OfCalls : ElementSet.Of(elements));

    public static SubscriptionSpec Roster(int index, CallGuid? call, params Element[] elements) => new(
        index, SubscriptionType.CallRoster, call, elements.Length == 0 ? ElementNames.OfCallRoster : ElementSet.Of(elements));

    public static SubscriptionSpec Info(int index, CallGuid? call, params Element[] elements) => new(
        index, SubscriptionType.CallInfo, call, elements.Length == 0 ? ElementNames.OfCallInfo : ElementSet.Of(elements));
}
