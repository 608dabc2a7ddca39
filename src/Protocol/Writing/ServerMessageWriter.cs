using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;

namespace CmsOrchestrator.Protocol;

/// <summary>
/// Writes what a Call Bridge sends, one message each call: the server's side of the protocol, for simulators and tests.
/// </summary>
public static class ServerMessageWriter
{
    /// <summary>Acknowledges the client's message <paramref name="messageId"/>.</summary>
    public static void WriteAck(IBufferWriter<byte> output, long messageId, string status) => Envelopes.WriteAck(output, messageId, status);

    /// <summary>The states of all subscriptions of the connection.</summary>
    public static void WriteSubscriptionUpdate(IBufferWriter<byte> output, long messageId, ImmutableArray<SubscriptionStateEntry> states)
    {
        using var json = Envelopes.Begin(output, messageId, "subscriptionUpdate"u8);
        json.WriteStartArray("subscriptions"u8);
        foreach (var (index, state) in states)
        {
            json.WriteStartObject();
            json.WriteNumber("index"u8, index);
            json.WriteString("state"u8, state);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        Envelopes.End(json);
    }

    /// <summary>Changes of the list of calls. <see cref="UpdateType.Unknown"/> has no word, so it cannot be written.</summary>
    public static void WriteCallListUpdate(IBufferWriter<byte> output, long messageId, int subscriptionIndex, ImmutableArray<CallUpdate> updates)
    {
        using var json = Envelopes.Begin(output, messageId, "callListUpdate"u8);
        json.WriteNumber("subscriptionIndex"u8, subscriptionIndex);
        json.WriteStartArray("updates"u8);
        foreach (var update in updates)
        {
            WriteUpdate(json, "call"u8, update.Call.Value, update.Type, update.Elements, update.Reason);
        }

        json.WriteEndArray();
        Envelopes.End(json);
    }

    /// <summary>One call's info: the whole object first, then what changed.</summary>
    public static void WriteCallInfoUpdate(IBufferWriter<byte> output, long messageId, int subscriptionIndex, ElementValues callInfo)
    {
        using var json = Envelopes.Begin(output, messageId, "callInfoUpdate"u8);
        json.WriteNumber("subscriptionIndex"u8, subscriptionIndex);
        json.WriteStartObject("callInfo"u8);
        ElementWriter.Write(json, callInfo);
        json.WriteEndObject();
        Envelopes.End(json);
    }

    /// <summary>Changes of one call's roster. <see cref="UpdateType.Unknown"/> has no word, so it cannot be written.</summary>
    public static void WriteRosterUpdate(
        IBufferWriter<byte> output, long messageId, int subscriptionIndex, ImmutableArray<ParticipantUpdate> updates)
    {
        using var json = Envelopes.Begin(output, messageId, "rosterUpdate"u8);
        json.WriteNumber("subscriptionIndex"u8, subscriptionIndex);
        json.WriteStartArray("updates"u8);
        foreach (var update in updates)
        {
            WriteUpdate(json, "participant"u8, update.Participant.Value, update.Type, update.Elements, update.Reason);
        }

        json.WriteEndArray();
        Envelopes.End(json);
    }

    private static void WriteUpdate(
        Utf8JsonWriter json, ReadOnlySpan<byte> idKey, Guid id, UpdateType type, ElementValues elements, string? reason)
    {
        json.WriteStartObject();
        json.WriteString(idKey, id);
        json.WriteString("updateType"u8, type switch
        {
            UpdateType.Add => "add"u8,
            UpdateType.Update => "update"u8,
            UpdateType.Remove => "remove"u8,
            _ => throw new ArgumentOutOfRangeException(nameof(type), type, "an update that cannot be written"),
        });
        ElementWriter.Write(json, elements);
        if (reason is not null)
        {
            json.WriteString("reason"u8, reason);
        }

        json.WriteEndObject();
    }
}
