using System.Text.Json;
using System.Text.Json.Serialization;
using CmsOrchestrator.Actors.Clusters;
using CmsOrchestrator.Actors.Serialization;
using CmsOrchestrator.Model.Json;

namespace CmsOrchestrator.Actors.Nodes;

/// <summary>
/// What one node ever told another. While a cluster is upgraded, the version before has to read what this one writes, and the other
/// way round.
/// </summary>
internal static class NodeManifests
{
    public static ManifestTable Table { get; } = new(
        "a node",
        Manifest.Of(
            "cluster.start.v1", NodeJson.Default.StartCluster,
            (StartCluster start) => start,
            start => start.Cluster.Value is null ? null : start),
        Manifest.Of(
            "cluster.started.v1", NodeJson.Default.ClusterStarted,
            (ClusterStarted started) => started,
            started => started.Cluster.Value is null ? null : started),
        Manifest.Of(
            "node.asked.v1", NodeJson.Default.NodeInfo,
            (NodeAsked asked) => asked.Info,
            info => IsWhole(info) ? new NodeAsked(info) : null),
        Manifest.Of(
            "node.told.v1", NodeJson.Default.NodeInfo,
            (NodeTold told) => told.Info,
            info => IsWhole(info) ? new NodeTold(info) : null));

    private static bool IsWhole(NodeInfo info) => info is
        { Name.Host: not null, Version: not null, Database: not null, Configuration: not null, Configured.IsDefault: false, Running.IsDefault: false };
}

/// <summary>The JSON between nodes.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters = [typeof(ClusterNameConverter), typeof(InstantConverter), typeof(NodeNameConverter)])]
[JsonSerializable(typeof(StartCluster))]
[JsonSerializable(typeof(ClusterStarted))]
[JsonSerializable(typeof(NodeInfo))]
internal sealed partial class NodeJson : JsonSerializerContext;

internal sealed class NodeNameConverter : TextConverter<NodeName>
{
    protected override NodeName Parse(string text) => NodeName.TryParse(text, out var name) ? name : throw new JsonException("Not a node's name.");

    protected override string Format(NodeName value) => value.ToString();
}
