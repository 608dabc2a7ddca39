using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CmsOrchestrator.Protocol;

/// <summary>The two envelopes of protocol.md §2.</summary>
internal static class Envelopes
{
    // The text goes to a JSON parser, never into HTML: escaping what JSON does not require would only make it longer.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static Utf8JsonWriter Begin(IBufferWriter<byte> output, long messageId, ReadOnlySpan<byte> type)
    {
        var json = new Utf8JsonWriter(output, Options);
        json.WriteStartObject();
        json.WriteString("type"u8, "message"u8);
        json.WriteStartObject("message"u8);
        json.WriteNumber("messageId"u8, messageId);
        json.WriteString("type"u8, type);
        return json;
    }

    public static void End(Utf8JsonWriter json)
    {
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
    }

    public static void WriteAck(IBufferWriter<byte> output, long messageId, string status)
    {
        using var json = new Utf8JsonWriter(output, Options);
        json.WriteStartObject();
        json.WriteString("type"u8, "messageAck"u8);
        json.WriteStartObject("messageAck"u8);
        json.WriteNumber("messageId"u8, messageId);
        json.WriteString("status"u8, status);
        End(json);
    }
}
