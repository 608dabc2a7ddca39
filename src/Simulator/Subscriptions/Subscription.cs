using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Simulator;

/// <summary>One index of a connection: its state, and what it has told so far, so that it tells changes only.</summary>
internal abstract class Subscription(SubscriptionSpec spec)
{
    public SubscriptionSpec Spec { get; } = spec;

    public string State { get; set; } = SubscriptionWords.Pending;

    public bool IsActive => State == SubscriptionWords.Active;

    public SubscriptionStateEntry Entry => new(Spec.Index, State);

    public static Subscription Of(SubscriptionSpec spec, ServerBehaviour behaviour) => spec.Type switch
    {
        SubscriptionType.Calls => new CallListSubscription(spec, behaviour),
        SubscriptionType.CallInfo => new CallInfoSubscription(spec, behaviour),
        _ => new RosterSubscription(spec, behaviour),
    };

    /// <summary>Whether it is about <paramref name="instance"/>'s call, and not about the list of calls.</summary>
    public bool IsOf(Instance instance) => Spec.Call == instance.Call;
}
