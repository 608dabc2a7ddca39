using System.Buffers;
using System.Text.Json;

namespace CmsOrchestrator.Protocol;

/// <summary>Brings the keys of an envelope and of the message in it into the order in which they usually come. What they hold stays as it is.</summary>
internal static class UsualOrder
{
    /// <summary>
    /// The same message with its types first and each key once, the last one's value. What is no object stays as it is. Throws a
    /// <see cref="JsonException"/> where it is not JSON.
    /// </summary>
    public static ReadOnlySpan<byte> Of(ReadOnlySpan<byte> utf8)
    {
        if (!IsObject(utf8))
        {
            return utf8;
        }

        var output = new ArrayBufferWriter<byte>(utf8.Length);
        using (var json = new Utf8JsonWriter(output))
        {
            Write(json, utf8, inner: "message");
        }

        return output.WrittenSpan;
    }

    private static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> utf8, string? inner)
    {
        json.WriteStartObject();
        foreach (var (key, place) in Places(utf8).OrderBy(p => p.Key != "type"))
        {
            json.WritePropertyName(key);
            if (key == inner && IsObject(utf8[place]))
            {
                Write(json, utf8[place], inner: null);
            }
            else
            {
                json.WriteRawValue(utf8[place], skipInputValidation: true);
            }
        }

        json.WriteEndObject();
    }

    private static Dictionary<string, Range> Places(ReadOnlySpan<byte> utf8)
    {
        var places = new Dictionary<string, Range>();
        var reader = new Utf8JsonReader(utf8, Json.Options);
        reader.Read();
        while (Json.NextKey(ref reader, out _))
        {
            var key = reader.GetString()!;
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            places[key] = start..(int)reader.BytesConsumed;
        }

        Json.End(ref reader);
        return places;
    }

    private static bool IsObject(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, Json.Options);
        return reader.Read() && reader.TokenType == JsonTokenType.StartObject;
    }
}
