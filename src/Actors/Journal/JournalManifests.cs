using System.Text.Json;
using CmsOrchestrator.Actors.Serialization;
using CmsOrchestrator.Model.Json;

namespace CmsOrchestrator.Actors.Journal;

/// <summary>What the journal and the snapshot store ever had in them.</summary>
internal static class JournalManifests
{
    public const string CallChanged = "call.changed.v1";
    public const string CallState = "call.state.v1";

    // What follows from a state is no part of it: only what can be read back is written.
    private static readonly JournalJson Json = new(new JsonSerializerOptions(JournalJson.Default.Options) { IgnoreReadOnlyProperties = true });

    public static ManifestTable Table { get; } = new(
        "the journal",
        Manifest.Of(
            CallChanged, Json.CallChanged,
            (CallEvent call) => call.Changed,
            changed => changed.Changes.IsDefault ? null : new CallEvent(changed)),
        Manifest.Of(
            CallState, Json.CallState,
            (CallSnapshot call) => call.State,
            state => state is { Slots.IsDefault: false, Present: not null } ? new CallSnapshot(state) : null));
}
