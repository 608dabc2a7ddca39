using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;
using CmsOrchestrator.Actors.Clusters;
using CmsOrchestrator.Model.Json;

namespace CmsOrchestrator.Actors.Nodes;

/// <summary>
/// Every manifest that one node ever told another, and how its JSON is read today. The rules are those of what is persisted
/// (docs/adr/0003): while a cluster is upgraded, the version before has to read what this one writes, and the other way round.
/// </summary>
internal static class NodeManifests
{
    public const string ClusterStart = "cluster.start.v1";
    public const string ClusterStarted = "cluster.started.v1";
    public const string NodeAsked = "node.asked.v1";
    public const string NodeTold = "node.told.v1";

    private static readonly FrozenDictionary<string, Func<ReadOnlyMemory<byte>, ICrossesNodes?>> Readers =
        new Dictionary<string, Func<ReadOnlyMemory<byte>, ICrossesNodes?>>
        {
            [ClusterStart] = json => JsonSerializer.Deserialize(json.Span, NodeJson.Default.StartCluster) is { Cluster.Value: not null } start ? start : null,
            [ClusterStarted] = json => JsonSerializer.Deserialize(json.Span, NodeJson.Default.ClusterStarted) is { Cluster.Value: not null } started ? started : null,
            [NodeAsked] = json => Info(json) is { } info ? new NodeAsked(info) : null,
            [NodeTold] = json => Info(json) is { } info ? new NodeTold(info) : null,
        }.ToFrozenDictionary();

    /// <summary>All of them, sorted.</summary>
    public static IEnumerable<string> All => Readers.Keys.Order(StringComparer.Ordinal);

    /// <summary>The manifest that a value is written under; null for what does not leave its node.</summary>
    public static string? Of(object value) => value switch
    {
        StartCluster => ClusterStart,
        Clusters.ClusterStarted => ClusterStarted,
        Nodes.NodeAsked => NodeAsked,
        Nodes.NodeTold => NodeTold,
        _ => null,
    };

    public static byte[]? Write(object value) => value switch
    {
        StartCluster start => JsonSerializer.SerializeToUtf8Bytes(start, NodeJson.Default.StartCluster),
        Clusters.ClusterStarted started => JsonSerializer.SerializeToUtf8Bytes(started, NodeJson.Default.ClusterStarted),
        Nodes.NodeAsked asked => JsonSerializer.SerializeToUtf8Bytes(asked.Info, NodeJson.Default.NodeInfo),
        Nodes.NodeTold told => JsonSerializer.SerializeToUtf8Bytes(told.Info, NodeJson.Default.NodeInfo),
        _ => null,
    };

    /// <summary>How JSON under a manifest is read, null where something essential is missing; null for a manifest that nobody knows.</summary>
    public static Func<ReadOnlyMemory<byte>, ICrossesNodes?>? Reader(string manifest) => Readers.GetValueOrDefault(manifest);

    private static NodeInfo? Info(ReadOnlyMemory<byte> json) =>
        JsonSerializer.Deserialize(json.Span, NodeJson.Default.NodeInfo) is
            { Name.Host: not null, Version: not null, Database: not null, Configuration: not null, Configured.IsDefault: false, Running.IsDefault: false } info
            ? info
            : null;
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
