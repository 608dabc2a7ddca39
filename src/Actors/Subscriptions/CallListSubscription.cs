using Akka.Actor;
using CmsOrchestrator.Actors.Clusters;
using CmsOrchestrator.Actors.Connections;
using CmsOrchestrator.Model.Subscriptions;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Actors.Subscriptions;

/// <summary>A bridge's list of calls.</summary>
internal sealed class CallListSubscription(ConnectionIdentity identity, int maxCalls) : Subscription(identity)
{
    private const int MostTold = 250;

    private readonly CallListLimit _limit = new(maxCalls);
    private readonly CallListContent _content = new();
    private bool _isComplete;

    protected override void OnState() =>
        TellCluster(new ClusterMessage.CallListState(Now, Identity.Bridge, Identity.Epoch, State));

    protected override void OnTold(ServerMessage message)
    {
        var updates = ((ServerMessage.CallListUpdate)message).Updates;
        var admitted = _limit.Admit(updates, _content);
        var kept = _content.Apply(Now, admitted, NoteProblem);
        ConfirmDropped(updates.Length - kept.Length);

        // In pieces, so that what other bridges tell comes in between.
        for (var from = 0; from < kept.Length; from += MostTold)
        {
            var piece = kept.Slice(from, Math.Min(MostTold, kept.Length - from));
            TellCluster(new ClusterMessage.CallListTold(Now, Identity.Bridge, Identity.Epoch, piece));
        }

        if (admitted.Length < updates.Length && _limit.LeavesOut)
        {
            Context.Parent.Tell(new Beyond(_limit.Problem));
        }

        Context.Parent.Tell(new CallCount(_content.Count, _limit.LeavesOut));
        if (_limit.IsOutdated(_content.Count))
        {
            Context.Parent.Tell(new Outdated("there is room again for calls that were beyond MaxCallsPerBridge"));
        }
    }

    protected override void OnSettled(bool isLimit)
    {
        _isComplete = true;
        TellCluster(new ClusterMessage.CallListCompleted(Now, Identity.Bridge, Identity.Epoch));
    }

    protected override void OnHandOver(HandOverInstance handOver)
    {
        var listed = _content.Find(handOver.Instance.Call);
        var removal = _content.RemovalOf(handOver.Instance.Call);
        if (listed is not null || removal is not null || _isComplete)
        {
            TellCluster(new ClusterMessage.InstanceHandedOver(Now, handOver.Instance, Identity.Epoch, handOver.Call, listed, removal));
        }
    }
}
