using System.Text.Json.Serialization;
using CmsOrchestrator.Model.Calls;
using CmsOrchestrator.Model.Views;

namespace CmsOrchestrator.Model.Json;

/// <summary>The JSON of what the API shows and the feed keeps: every key is there, also without a value.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters = [
        typeof(CallGuidConverter), typeof(ParticipantIdConverter), typeof(CallCorrelatorConverter), typeof(CallIdConverter),
        typeof(ClusterNameConverter), typeof(CallBridgeNameConverter), typeof(InstantConverter), typeof(ElementValueConverter)])]
[JsonSerializable(typeof(CallView))]
[JsonSerializable(typeof(ParticipantView))]
[JsonSerializable(typeof(CallBridgeView))]
public sealed partial class ViewJson : JsonSerializerContext;

/// <summary>The JSON of what the journal and the snapshots keep. Additive changes keep a manifest's version (docs/adr/0003).</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    IgnoreReadOnlyProperties = true,
    Converters = [
        typeof(CallGuidConverter), typeof(ParticipantIdConverter), typeof(CallCorrelatorConverter), typeof(CallIdConverter),
        typeof(CallBridgeNameConverter), typeof(InstantConverter), typeof(EpochConverter), typeof(InstanceKeyConverter),
        typeof(ElementValueConverter), typeof(ElementValuesConverter), typeof(StampedValuesConverter)])]
[JsonSerializable(typeof(CallChanged))]
[JsonSerializable(typeof(CallState))]
public sealed partial class JournalJson : JsonSerializerContext;
