using System.Text.Json.Serialization;
using CmsOrchestrator.Actors.Nodes;
using CmsOrchestrator.Api.CallBridges;
using CmsOrchestrator.Api.Clusters;
using CmsOrchestrator.Api.Health;
using CmsOrchestrator.Api.Problems;
using CmsOrchestrator.Api.Stats;
using CmsOrchestrator.Model.Json;

namespace CmsOrchestrator.Api.Json;

/// <summary>The JSON of what only the API knows; calls and participants are written by <see cref="ViewJson"/>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters = [typeof(ClusterNameConverter), typeof(CallBridgeNameConverter), typeof(InstantConverter)])]
[JsonSerializable(typeof(CallBridgeDetail))]
[JsonSerializable(typeof(ClusterSummary))]
[JsonSerializable(typeof(NodeView))]
[JsonSerializable(typeof(ServiceStats))]
[JsonSerializable(typeof(ServiceHealth))]
[JsonSerializable(typeof(Problem))]
internal sealed partial class ApiJson : JsonSerializerContext;
