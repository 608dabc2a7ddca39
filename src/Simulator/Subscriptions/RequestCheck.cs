using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Simulator;

/// <summary>What is wrong with a request, if anything (protocol.md §1, §3).</summary>
internal static class RequestCheck
{
    /// <summary>A breach for which the whole request is refused, or null.</summary>
    public static (BreachKind Kind, string What)? Refuse(ClientMessage.SubscribeRequest request, IndexHistory history)
    {
        var specs = request.Subscriptions;
        if (specs.Length > ProtocolLimits.SubscriptionsPerConnection)
        {
            return (BreachKind.TooManySubscriptions, $"{specs.Length} subscriptions in one request");
        }

        var indexes = new HashSet<int>();
        foreach (var spec in specs)
        {
            if (!indexes.Add(spec.Index))
            {
                return (BreachKind.IndexTwice, $"index {spec.Index} twice in one request");
            }

            if (history.IsReused(spec))
            {
                return (BreachKind.IndexReused, $"index {spec.Index} named another resource before");
            }
        }

        return null;
    }

    /// <summary>A breach that harms nobody: it is noted, and the request is answered.</summary>
    public static (BreachKind Kind, string What)? Object(SubscriptionSpec spec) =>
        spec.Elements.Intersect(ElementNames.Of(spec.Type)) == spec.Elements
            ? null
            : (BreachKind.ForeignElement, $"index {spec.Index}: {spec.Type.Text()} does not have all these elements");
}
