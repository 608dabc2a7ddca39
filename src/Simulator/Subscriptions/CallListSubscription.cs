using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Simulator;

/// <summary>A subscription to <c>calls</c>.</summary>
internal sealed class CallListSubscription(SubscriptionSpec spec, ServerBehaviour behaviour) : Subscription(spec)
{
    private readonly Dictionary<CallGuid, ElementValues> _told = [];

    /// <summary>The call removed last: what is removed twice, when a fault asks for it.</summary>
    public CallUpdate? LastRemoved { get; private set; }

    /// <summary>An add, an update, or null where nothing that is selected has changed.</summary>
    public CallUpdate? Tell(Instance instance)
    {
        var now = instance.ToElements();
        if (!_told.TryGetValue(instance.Call, out var before))
        {
            _told.Add(instance.Call, now);
            return new CallUpdate(
                instance.Call, UpdateType.Add, ElementSelection.Select(now, Wanted, behaviour.Json.Missing), Reason: null);
        }

        _told[instance.Call] = now;
        var changes = ElementSelection.Changes(before, now, Wanted);
        return changes.Present.Count == 0 ? null : new CallUpdate(instance.Call, UpdateType.Update, changes, Reason: null);
    }

    /// <summary>A remove, or null where the call was never told.</summary>
    public CallUpdate? Remove(Instance instance, string? reason) =>
        _told.Remove(instance.Call)
            ? LastRemoved = new CallUpdate(instance.Call, UpdateType.Remove, ElementValues.Empty, reason)
            : null;

    private ElementSet Wanted => Spec.Elements.Intersect(ElementNames.OfCalls);
}
