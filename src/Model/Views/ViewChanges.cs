using System.Collections.Immutable;
using System.Text.Json;
using CmsOrchestrator.Model.Json;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Model.Views;

/// <summary>
/// What of a view reads differently after a change. The members are those that a line does not say beside its changes, and that can
/// change; a test compares them with the views'.
/// </summary>
internal static class ViewChanges
{
    internal static readonly ImmutableArray<Member<CallView>> OfCall =
    [
        new("callCorrelator", (a, b) => a.CallCorrelator == b.CallCorrelator, v => v.CallCorrelator is null, (w, v) => w.WriteStringValue(v.CallCorrelator?.ToString())),
        Text<CallView>("name", v => v.Name),
        Value<CallView>("callType", v => v.CallType),
        Text<CallView>("freshness", v => v.Freshness),
        new("degraded", (a, b) => a.Degraded == b.Degraded, _ => false, (w, v) => w.WriteBooleanValue(v.Degraded)),
        Number<CallView>("participants", v => v.Participants),
        Number<CallView>("rosterSize", v => v.RosterSize),
        Value<CallView>("recording", v => v.Recording),
        Value<CallView>("endpointRecording", v => v.EndpointRecording),
        Value<CallView>("streaming", v => v.Streaming),
        Value<CallView>("lockState", v => v.LockState),
        Value<CallView>("joinAudioMuteOverride", v => v.JoinAudioMuteOverride),
        new(
            "instances", (a, b) => a.Instances.AsSpan().SequenceEqual(b.Instances.AsSpan()), _ => false,
            (w, v) => JsonSerializer.Serialize(w, v.Instances, ViewJson.Default.ImmutableArrayInstanceView)),
    ];

    internal static readonly ImmutableArray<Member<ParticipantView>> OfParticipant =
    [
        Text<ParticipantView>("name", v => v.Name),
        Text<ParticipantView>("uri", v => v.Uri),
        Value<ParticipantView>("state", v => v.State),
        Value<ParticipantView>("direction", v => v.Direction),
        Value<ParticipantView>("audioMuted", v => v.AudioMuted),
        Value<ParticipantView>("videoMuted", v => v.VideoMuted),
        Value<ParticipantView>("importance", v => v.Importance),
        Value<ParticipantView>("layout", v => v.Layout),
        Value<ParticipantView>("activeSpeaker", v => v.ActiveSpeaker),
        Value<ParticipantView>("presenter", v => v.Presenter),
        Value<ParticipantView>("endpointRecording", v => v.EndpointRecording),
        Value<ParticipantView>("canMove", v => v.CanMove),
        Value<ParticipantView>("canMoveToLobby", v => v.CanMoveToLobby),
        Value<ParticipantView>("movedParticipant", v => v.MovedParticipant),
        Value<ParticipantView>("movedParticipantCallBridge", v => v.MovedParticipantCallBridge),
        new("seenBy", (a, b) => a.SeenBy.AsSpan().SequenceEqual(b.SeenBy.AsSpan()), _ => false, (w, v) => WriteNames(w, v.SeenBy)),
        Text<ParticipantView>("freshness", v => v.Freshness),
    ];

    /// <summary>Writes each member with its new value into the object that is open.</summary>
    public static void Write(Utf8JsonWriter writer, Publication publication)
    {
        if (publication.Call is { } call)
        {
            Write(writer, OfCall, publication.CallBefore, call);
        }
        else if (publication.Participant is { } participant)
        {
            Write(writer, OfParticipant, publication.ParticipantBefore, participant);
        }
    }

    private static void Write<T>(Utf8JsonWriter writer, ImmutableArray<Member<T>> members, T? before, T after)
        where T : class
    {
        foreach (var member in members)
        {
            // Of one that begins, what has no value is no news.
            if (before is null ? !member.IsNone(after) : !member.AreSame(before, after))
            {
                writer.WritePropertyName(member.EncodedName);
                member.Write(writer, after);
            }
        }
    }

    private static Member<T> Value<T>(string name, Func<T, ElementValue> get) =>
        new(name, (a, b) => get(a) == get(b), v => get(v).IsNone, (w, v) => ElementWriter.Write(w, get(v)));

    private static Member<T> Text<T>(string name, Func<T, string> get) =>
        new(name, (a, b) => get(a) == get(b), _ => false, (w, v) => w.WriteStringValue(get(v)));

    private static Member<T> Number<T>(string name, Func<T, long> get) =>
        new(name, (a, b) => get(a) == get(b), _ => false, (w, v) => w.WriteNumberValue(get(v)));

    private static void WriteNames(Utf8JsonWriter writer, ImmutableArray<CallBridgeName> names)
    {
        writer.WriteStartArray();
        foreach (var name in names)
        {
            writer.WriteStringValue(name.Value);
        }

        writer.WriteEndArray();
    }

    /// <summary>A member of a view: whether two views have the same, whether one has none, and how it is written.</summary>
    internal sealed record Member<T>(string Name, Func<T, T, bool> AreSame, Func<T, bool> IsNone, Action<Utf8JsonWriter, T> Write)
    {
        public JsonEncodedText EncodedName { get; } = JsonEncodedText.Encode(Name);
    }
}
