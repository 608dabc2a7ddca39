using System.Text.Json;

namespace CmsOrchestrator.Protocol;

/// <summary>
/// Reads the two envelopes of protocol.md §2 and hands the inside to <typeparamref name="TBody"/>, in one pass where the types come
/// first and no key twice, as it is; anything else is brought into that order first.
/// </summary>
internal static class EnvelopeReader<TBody, TMessage>
    where TBody : struct, IMessageBody<TMessage>
    where TMessage : class
{
    public static bool TryRead(ReadOnlySpan<byte> utf8, int maxBytes, out TMessage? message, out MalformedMessage? malformed)
    {
        message = null;
        malformed = null;
        try
        {
            if (utf8.Length > maxBytes)
            {
                utf8 = utf8[..maxBytes];
                throw new MalformedException(MalformedKind.TooLong, "", $"longer than {maxBytes} bytes");
            }

            Utf8Text.Require(utf8);
            message = ReadInAnyOrder(utf8);
            return true;
        }
        catch (MalformedException e)
        {
            malformed = new MalformedMessage(e.Kind, e.Where, e.Message, MessageIdFinder.Find(utf8));
        }
        catch (JsonException e)
        {
            malformed = new MalformedMessage(
                MalformedKind.NotJson,
                $"line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}",
                "not JSON, or nested too deeply",
                MessageIdFinder.Find(utf8));
        }

        return false;
    }

    private static TMessage ReadInAnyOrder(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return Read(utf8);
        }
        catch (MalformedException)
        {
            // Perhaps only a type that comes late, or a fault that does not count because its key comes again.
            return Read(UsualOrder.Of(utf8));
        }
    }

    private static TMessage Read(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, Json.Options);
        Json.BeginObject(ref reader, "");
        string? type = null;
        TMessage? read = null;
        while (Json.NextKey(ref reader, out var key))
        {
            if (key.SequenceEqual("type"u8))
            {
                type = ReadType(ref reader, type, "");
                continue;
            }

            switch (type)
            {
                case null:
                    throw Json.Missing("type");
                case "message" when key.SequenceEqual("message"u8):
                    read = ReadMessage(ref reader);
                    break;
                case "messageAck" when key.SequenceEqual("messageAck"u8):
                    read = ReadAck(ref reader);
                    break;
                default:
                    Json.SkipValue(ref reader);
                    break;
            }
        }

        Json.End(ref reader);
        return type switch
        {
            null => throw Json.Missing("type"),
            "message" or "messageAck" => read ?? throw Json.Missing(type),
            _ => TBody.UnknownEnvelope(type),
        };
    }

    private static TMessage ReadMessage(ref Utf8JsonReader reader)
    {
        Json.BeginObject(ref reader, "message");
        string? type = null;
        long? id = null;
        var body = default(TBody);
        while (Json.NextKey(ref reader, out var key))
        {
            if (key.SequenceEqual("messageId"u8))
            {
                id = Json.Integer(ref reader, "message", Json.NoItem, "messageId");
            }
            else if (key.SequenceEqual("type"u8))
            {
                type = ReadType(ref reader, type, "message");
            }
            else
            {
                body.Take(key, type ?? throw Json.Missing("message.type"), ref reader);
            }
        }

        return body.Read(id ?? throw Json.Missing("message.messageId"), type ?? throw Json.Missing("message.type"));
    }

    private static TMessage ReadAck(ref Utf8JsonReader reader)
    {
        Json.BeginObject(ref reader, "messageAck");
        string? status = null;
        long? id = null;
        while (Json.NextKey(ref reader, out var key))
        {
            if (key.SequenceEqual("status"u8))
            {
                status = Json.Text(ref reader, "messageAck", "status");
            }
            else if (key.SequenceEqual("messageId"u8))
            {
                id = Json.Integer(ref reader, "messageAck", Json.NoItem, "messageId");
            }
            else
            {
                Json.SkipValue(ref reader);
            }
        }

        return TBody.Ack(id ?? throw Json.Missing("messageAck.messageId"), status ?? throw Json.Missing("messageAck.status"));
    }

    private static string ReadType(ref Utf8JsonReader reader, string? known, string parent) =>
        known is null ? Json.Text(ref reader, parent, "type") : throw Json.Shape(Json.Where(parent, Json.NoItem, "type"), "given twice");
}
