using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Simulator;

/// <summary>A subscription to <c>callInfo</c>: one object, whole at first, then what changed.</summary>
internal sealed class CallInfoSubscription(SubscriptionSpec spec, ServerBehaviour behaviour) : Subscription(spec)
{
    private ElementValues? _told;

    /// <summary>The object, or null where nothing that is selected has changed.</summary>
    public ElementValues? Tell(Instance instance)
    {
        var now = instance.ToElements();
        var before = _told;
        _told = now;
        if (before is null)
        {
            return ElementSelection.Select(now, Spec.Elements, behaviour.Json.Missing);
        }

        var changes = ElementSelection.Changes(before, now, Spec.Elements);
        return changes.Present.Count == 0 ? null : changes;
    }
}
