using Akka.Actor;
using CmsOrchestrator.Actors.Clusters;
using CmsOrchestrator.Actors.Hosting;
using CmsOrchestrator.Actors.Views;
using CmsOrchestrator.Model;

namespace CmsOrchestrator.Actors.Nodes;

/// <summary>What the actors of one node of several share besides.</summary>
internal sealed class NodeRuntime(Runtime runtime, ViewHolder view, LocalClusters clusters, NodeDirectory nodes, Func<ClusterName, ClusterStart> recover)
{
    public Runtime Runtime => runtime;

    public ViewHolder View => view;

    public LocalClusters Clusters => clusters;

    public NodeDirectory Nodes => nodes;

    /// <summary>Begins a run of a CMS cluster in the storage. Blocks; throws what the storage throws.</summary>
    public Func<ClusterName, ClusterStart> Recover => recover;

    /// <summary>This node's <see cref="ClusterRegistry"/>; set once, before the first cluster starts.</summary>
    public IActorRef Registry { get; set; } = ActorRefs.Nobody;
}
