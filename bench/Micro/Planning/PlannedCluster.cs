using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Calls;
using CmsOrchestrator.Model.Clusters;
using CmsOrchestrator.Model.Planning;
using CmsOrchestrator.Model.Subscriptions;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Micro.Planning;

/// <summary>A whole cluster that was told of the calls of a deployment, and whose bridges give it at once what it asks for.</summary>
internal sealed class PlannedCluster : IClusterEffects
{
    private static readonly Epoch Epoch = new(1, 1);
    private readonly Dictionary<CallBridgeName, IReadOnlyCollection<Resource>> _asked = [];

    public PlannedCluster(PlanInput deployment)
    {
        Now = deployment.Now;
        State = new ClusterState(
            new ClusterSettings(TimeSpan.FromMinutes(10), new PlannerSettings(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30))), this);
        foreach (var (bridge, room) in deployment.Room)
        {
            State.BridgeConfigured(Now, bridge);
            State.ConnectionOpened(bridge, Epoch);
            State.RoomChanged(bridge, room);
            State.CallListState(Now, bridge, Epoch, SubscriptionWords.Active);
        }

        foreach (var call in deployment.Calls)
        {
            foreach (var host in call.Hosts)
            {
                State.CallListTold(Now, host.Bridge, Epoch, [new CallUpdate(host.Call, UpdateType.Add, Told(call), null)], null);
            }
        }

        for (var round = 0; round < 8; round++)
        {
            State.Plan(Now);
            Give();
        }
    }

    public ClusterState State { get; }

    public Instant Now { get; }

    public void Tell(CallKey call, CallFact fact, object? origin)
    {
    }

    public void Confirm(object? origin, int weight)
    {
    }

    public void HandOverInstance(InstanceKey instance, CallKey call)
    {
    }

    public void HandOverPart(PartKey part)
    {
    }

    public void Want(CallBridgeName bridge, IReadOnlyCollection<Resource> resources) => _asked[bridge] = resources;

    private static ElementValues Told(PlannedCall call) => ElementValues.Of(
        (Element.CallCorrelator, ElementValue.Of(call.Key.Id.ToString("D"))),
        (Element.Participants, ElementValue.Of(call.Participants)));

    private void Give()
    {
        foreach (var (bridge, resources) in _asked)
        {
            foreach (var resource in resources)
            {
                var instance = new InstanceKey(bridge, resource.Call!.Value);
                var part = new PartKey(instance, resource.Type == SubscriptionType.CallRoster ? SlotPart.Roster : SlotPart.CallInfo);
                State.PartState(Now, part, Epoch, SubscriptionWords.Active);
                State.RosterSettled(Now, instance, Epoch, count: 1, isLimit: true);
            }
        }

        _asked.Clear();
    }
}
