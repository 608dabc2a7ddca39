using System.Collections.Immutable;
using CmsOrchestrator.Model;

namespace CmsOrchestrator.Actors.Nodes;

/// <summary>What a node knows of all nodes, itself included; swapped whole. Safe for any thread, one writer.</summary>
public sealed class NodeDirectory
{
    private volatile Snapshot _current = new([], []);

    /// <summary>All of them, by name.</summary>
    public ImmutableArray<NodeView> Nodes => _current.Nodes;

    /// <summary>Whether the node has that CMS cluster in its configuration. One that has not told yet is thought to.</summary>
    public bool IsConfigured(NodeName node, ClusterName cluster) =>
        _current.Infos.FirstOrDefault(info => info.Name == node) is not { } info || info.Configured.Contains(cluster);

    /// <summary>Every CMS cluster that any node but this one has in its configuration.</summary>
    public ImmutableHashSet<ClusterName> ConfiguredElsewhere(NodeName self) =>
        [.. _current.Infos.Where(info => info.Name != self).SelectMany(info => info.Configured)];

    /// <summary>Every CMS cluster that any node has in its configuration.</summary>
    public ImmutableHashSet<ClusterName> Configured => [.. _current.Infos.SelectMany(info => info.Configured)];

    /// <summary>Whether the node has joined.</summary>
    public bool IsMember(NodeName node) => _current.Nodes.Any(view => view.Name == node.ToString() && view.State != NodeState.Joining);

    /// <summary>Whether a member that answers says that it runs that CMS cluster.</summary>
    public bool IsRunning(ClusterName cluster) => _current.Nodes.Any(view =>
        view.State is NodeState.Up or NodeState.OtherConfiguration && view.Clusters.Contains(cluster));

    internal void Swap(ImmutableArray<NodeView> nodes, ImmutableArray<NodeInfo> infos) => _current = new(nodes, infos);

    private sealed record Snapshot(ImmutableArray<NodeView> Nodes, ImmutableArray<NodeInfo> Infos);
}
