namespace CmsOrchestrator.Actors.Nodes;

/// <summary>
/// What one node tells another. <see cref="NodeSerializer"/> is bound to it, and refuses whatever else of this program would leave
/// its node (hocon/cluster.conf). Nothing of it holds a secret.
/// </summary>
public interface ICrossesNodes;
