using System.Collections.Frozen;
using System.Text.Json;
using CmsOrchestrator.Model.Json;

namespace CmsOrchestrator.Actors.Journal;

/// <summary>
/// Every manifest ever written, and how its JSON is read today. A manifest is never removed and never means something else:
/// additive changes keep it, others get a new one beside it whose predecessor is converted on reading (docs/adr/0003).
/// </summary>
internal static class Manifests
{
    public const string CallChanged = "call.changed.v1";
    public const string CallState = "call.state.v1";

    // What follows from a state is no part of it: only what can be read back is written.
    private static readonly JournalJson Json = new(new JsonSerializerOptions(JournalJson.Default.Options) { IgnoreReadOnlyProperties = true });

    private static readonly FrozenDictionary<string, Func<ReadOnlyMemory<byte>, IJournaled?>> Readers =
        new Dictionary<string, Func<ReadOnlyMemory<byte>, IJournaled?>>
        {
            [CallChanged] = json =>
                JsonSerializer.Deserialize(json.Span, Json.CallChanged) is { Changes.IsDefault: false } changed ? new CallEvent(changed) : null,
            [CallState] = json =>
                JsonSerializer.Deserialize(json.Span, Json.CallState) is { Slots.IsDefault: false, Present: not null } state
                    ? new CallSnapshot(state) : null,
        }.ToFrozenDictionary();

    /// <summary>All of them, sorted.</summary>
    public static IEnumerable<string> All => Readers.Keys.Order(StringComparer.Ordinal);

    /// <summary>The manifest that a value is written under; null for what is not persisted.</summary>
    public static string? Of(object value) => value switch
    {
        CallEvent => CallChanged,
        CallSnapshot => CallState,
        _ => null,
    };

    public static byte[]? Write(object value) => value switch
    {
        CallEvent call => JsonSerializer.SerializeToUtf8Bytes(call.Changed, Json.CallChanged),
        CallSnapshot call => JsonSerializer.SerializeToUtf8Bytes(call.State, Json.CallState),
        _ => null,
    };

    /// <summary>How JSON under a manifest is read, null where something essential is missing; null for a manifest that nobody knows.</summary>
    public static Func<ReadOnlyMemory<byte>, IJournaled?>? Reader(string manifest) => Readers.GetValueOrDefault(manifest);
}
