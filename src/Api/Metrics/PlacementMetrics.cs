using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using CmsOrchestrator.Actors.Nodes;
using CmsOrchestrator.Actors.Telemetry;
using CmsOrchestrator.Model;

namespace CmsOrchestrator.Api.Metrics;

/// <summary>The nodes as this one knows them, and what it runs, measured when somebody reads.</summary>
internal sealed class PlacementMetrics
{
    private readonly INodes _nodes;
    private readonly IConfiguredClusters _clusters;

    public PlacementMetrics(IMeterFactory meters, INodes nodes, IConfiguredClusters clusters)
    {
        (_nodes, _clusters) = (nodes, clusters);
        var meter = meters.Create(ViewMetrics.MeterName);
        meter.CreateObservableGauge("cms_node_state", States, null, "1 for the state that a node is in as this one knows it, 0 for the others.");
        meter.CreateObservableGauge("cms_node_clusters", () => Running.Length, null, "CMS clusters that this node runs.");
        meter.CreateObservableGauge("cms_cluster_running", Clusters, null, "1 for a CMS cluster that this node runs, 0 for one that another runs, or nobody.");
    }

    private ImmutableArray<ClusterName> Running => _nodes.Current.FirstOrDefault(node => node.Self)?.Clusters ?? [];

    private IEnumerable<Measurement<int>> States() => _nodes.Current.SelectMany(node => NodeState.All.Select(state =>
        new Measurement<int>(node.State == state ? 1 : 0, new KeyValuePair<string, object?>("node", node.Name), new("state", state))));

    private IEnumerable<Measurement<int>> Clusters()
    {
        var running = Running;
        return _clusters.Names.Union(running).Select(cluster =>
            new Measurement<int>(running.Contains(cluster) ? 1 : 0, new KeyValuePair<string, object?>(ActorMetrics.ClusterLabel, cluster.Value)));
    }
}
