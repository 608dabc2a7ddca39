using Akka.Actor;
using CmsOrchestrator.Actors.Clusters;
using CmsOrchestrator.Actors.Hosting;

namespace CmsOrchestrator.Actors.Nodes;

/// <summary>What the actors of one node of several share besides.</summary>
internal sealed class NodeRuntime(Runtime runtime, LocalClusters clusters, NodeDirectory nodes)
{
    public Runtime Runtime => runtime;

    public LocalClusters Clusters => clusters;

    public NodeDirectory Nodes => nodes;

    /// <summary>This node's <see cref="ClusterRegistry"/>; set once, before the first cluster starts.</summary>
    public IActorRef Registry { get; set; } = ActorRefs.Nobody;
}
