using System.Collections;
using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CmsOrchestrator.Model.Json;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Model.Views;

/// <summary>What of a view reads differently after a change.</summary>
internal static class ViewChanges
{
    // What a line says beside its changes, or what never changes.
    private static readonly FrozenSet<string> OfCall = FrozenSet.Create(
        StringComparer.Ordinal, "id", "cluster", "state", "startedAt", "endedAt", "endReason");

    private static readonly FrozenSet<string> OfParticipant = FrozenSet.Create(
        StringComparer.Ordinal, "participant", "call", "cluster", "joinedAt", "leftAt", "leaveReason");

    /// <summary>Writes each member with its new value into the object that is open.</summary>
    public static void Write(Utf8JsonWriter writer, Publication publication)
    {
        if (publication.Call is { } call)
        {
            Write(writer, ViewJson.Default.CallView, publication.CallBefore, call, OfCall);
        }
        else if (publication.Participant is { } participant)
        {
            Write(writer, ViewJson.Default.ParticipantView, publication.ParticipantBefore, participant, OfParticipant);
        }
    }

    private static void Write<T>(Utf8JsonWriter writer, JsonTypeInfo<T> type, T? before, T after, FrozenSet<string> aside)
        where T : class
    {
        foreach (var property in type.Properties)
        {
            if (property.Get is { } get && !aside.Contains(property.Name) && get(after) is var value && IsNews(before is null ? null : get(before), value))
            {
                writer.WritePropertyName(property.Name);
                JsonSerializer.Serialize(writer, value, type.Options.GetTypeInfo(property.PropertyType));
            }
        }
    }

    private static bool IsNews(object? before, object? after) =>
        !StructuralComparisons.StructuralEqualityComparer.Equals(Told(before), Told(after));

    // A value that no bridge told is none.
    private static object? Told(object? value) => value is ElementValue { IsNone: true } ? null : value;
}
