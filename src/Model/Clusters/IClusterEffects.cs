using CmsOrchestrator.Model.Calls;
using CmsOrchestrator.Model.Planning;
using CmsOrchestrator.Model.Subscriptions;

namespace CmsOrchestrator.Model.Clusters;

/// <summary>What a <see cref="ClusterState"/> wants done, in the order in which it says so.</summary>
public interface IClusterEffects
{
    /// <summary>Tells a call a fact; the call's aggregate is started where there is none. The origin waits for its confirmation.</summary>
    void Tell(CallKey call, CallFact fact, object? origin);

    /// <summary>A fact of that origin, of this weight, goes nowhere: confirmed at once.</summary>
    void Confirm(object? origin, int weight);

    /// <summary>Asks the bridge's <c>calls</c> subscription for all it says of an instance, for that call.</summary>
    void HandOverInstance(InstanceKey instance, CallKey call);

    /// <summary>Asks the subscription of that part for all it says.</summary>
    void HandOverPart(PartKey part);

    /// <summary>Sets what is to be subscribed to at a bridge, beside its call list.</summary>
    void Want(CallBridgeName bridge, IReadOnlyCollection<Resource> resources);
}
