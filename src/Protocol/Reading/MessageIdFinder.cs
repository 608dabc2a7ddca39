using System.Text.Json;

namespace CmsOrchestrator.Protocol;

/// <summary>
/// Looks for the number of a message that could not be understood, so that it can be acknowledged all the same: before the
/// fault or behind it, and in JSON that breaks off or is nested too deeply as far as it goes.
/// </summary>
internal static class MessageIdFinder
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = int.MaxValue };

    /// <summary>The number, or null where none is found, or where the message is an acknowledgement: it has none of its own.</summary>
    public static long? Find(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, Options);
        long? id = null;
        var isAck = false;
        try
        {
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                return null;
            }

            while (IsKey(ref reader))
            {
                if (Is(in reader, "message"u8))
                {
                    FindInside(ref reader, ref id);
                }
                else if (Is(in reader, "type"u8))
                {
                    reader.Read();
                    isAck = reader.TokenType == JsonTokenType.String && Is(in reader, "messageAck"u8);
                    reader.Skip();
                }
                else
                {
                    reader.Skip();
                }
            }
        }
        catch (JsonException)
        {
            // The fault; what stands before it counts.
        }

        return isAck ? null : id;
    }

    private static void FindInside(ref Utf8JsonReader reader, ref long? id)
    {
        id = null;
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        while (IsKey(ref reader))
        {
            var isId = Is(in reader, "messageId"u8);
            reader.Read();
            if (isId)
            {
                id = Json.TryInteger(in reader, out var number) ? number : null;
            }

            reader.Skip();
        }
    }

    private static bool IsKey(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.PropertyName;

    /// <summary>Compares a key or a text. Unlike the reader's own comparison, this one does not throw at an escape that is no text.</summary>
    private static bool Is(in Utf8JsonReader reader, ReadOnlySpan<byte> word) =>
        reader.ValueIsEscaped ? Utf8Text.IsText(reader.ValueSpan) && reader.ValueTextEquals(word) : reader.ValueSpan.SequenceEqual(word);
}
