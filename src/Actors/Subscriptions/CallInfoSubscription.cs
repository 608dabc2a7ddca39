using CmsOrchestrator.Actors.Clusters;
using CmsOrchestrator.Actors.Connections;
using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Calls;
using CmsOrchestrator.Model.Planning;
using CmsOrchestrator.Model.Subscriptions;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Actors.Subscriptions;

/// <summary>One call's info on one bridge.</summary>
internal sealed class CallInfoSubscription(ConnectionIdentity identity, InstanceKey instance) : Subscription(identity)
{
    private readonly CallInfoContent _content = new();

    protected override void OnState() =>
        TellCluster(new ClusterMessage.PartState(Now, new PartKey(instance, SlotPart.CallInfo), Identity.Epoch, State));

    protected override void OnTold(ServerMessage message)
    {
        var told = ((ServerMessage.CallInfoUpdate)message).CallInfo;
        var isWhole = _content.Apply(told);
        TellCluster(new ClusterMessage.PartTold(
            instance, Identity.Epoch, new CallFact.CallInfoTold(Now, instance, Identity.Epoch, isWhole, told)));
    }

    protected override void OnHandOver(HandOverPart handOver) =>
        TellCluster(new ClusterMessage.PartTold(
            instance, Identity.Epoch, new CallFact.CallInfoWhole(Now, instance, Identity.Epoch, State, _content.Values), IsCounted: false));
}
