using Akka.Actor;
using CmsOrchestrator.Actors.Hosting;
using CmsOrchestrator.Actors.Settings;
using CmsOrchestrator.Model;

namespace CmsOrchestrator.Actors.Bridges;

/// <summary>Which Call Bridge a supervisor keeps, for whom, and with what.</summary>
internal sealed record BridgeIdentity(ClusterName Cluster, CallBridgeSettings Bridge, IActorRef ClusterActor, Runtime Runtime)
{
    public CallBridgeName Name => Bridge.Name;

    public override string ToString() => $"{Cluster}/{Name}";
}
