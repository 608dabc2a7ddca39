using System.Text.Json;

namespace CmsOrchestrator.Protocol;

/// <summary>
/// Reads the two envelopes of protocol.md §2 and hands the inside to <typeparamref name="TBody"/>. The order of the keys does
/// not matter: where the type comes first, as it does, what follows is read at once; otherwise, and where that fails, the place of a value
/// is noted (a copy of the reader), and read once everything is known. Of a key given twice, the last counts.
/// </summary>
internal static class EnvelopeReader<TBody, TMessage>
    where TBody : struct, IMessageBody<TMessage>, allows ref struct
    where TMessage : class
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = ProtocolLimits.MaxDepth };

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
            var reader = new Utf8JsonReader(utf8, Options);
            message = Read(ref reader);
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

    private static TMessage Read(ref Utf8JsonReader reader)
    {
        Json.BeginObject(ref reader, "");
        string? type = null;
        Utf8JsonReader message = default, ack = default;
        TMessage? read = null;
        while (Json.NextKey(ref reader))
        {
            if (reader.ValueTextEquals("type"u8))
            {
                type = Json.Text(ref reader, "", "type");
                continue;
            }

            if (reader.ValueTextEquals("message"u8))
            {
                message = reader;
                read = type == "message" ? TryReadMessage(ref reader) : null;
                if (read is not null)
                {
                    continue;
                }
            }
            else if (reader.ValueTextEquals("messageAck"u8))
            {
                ack = reader;
            }

            Json.SkipValue(ref reader);
        }

        Json.End(ref reader);
        return type switch
        {
            null => throw Json.Missing("type"),
            "message" => read ?? ReadMessage(ref message),
            "messageAck" => ReadAck(ref ack),
            _ => TBody.UnknownEnvelope(type),
        };
    }

    private static TMessage? TryReadMessage(ref Utf8JsonReader reader)
    {
        var start = reader;
        try
        {
            return ReadMessage(ref reader);
        }
        catch (MalformedException)
        {
            // Another one may follow, and count instead; if none does, this one's fault is found again.
            reader = start;
            return null;
        }
    }

    private static TMessage ReadMessage(ref Utf8JsonReader reader)
    {
        Json.Require(in reader, "message");
        Json.BeginObject(ref reader, "message");
        string? type = null;
        long? id = null;
        var body = default(TBody);
        while (Json.NextKey(ref reader))
        {
            if (reader.ValueTextEquals("type"u8))
            {
                type = Json.Text(ref reader, "message", "type");
            }
            else if (reader.ValueTextEquals("messageId"u8))
            {
                id = Json.Integer(ref reader, "message", Json.NoItem, "messageId");
            }
            else
            {
                body.Note(in reader);
                if (type is null || !body.TryRead(type, ref reader))
                {
                    Json.SkipValue(ref reader);
                }
            }
        }

        return body.Read(id ?? throw Json.Missing("message.messageId"), type ?? throw Json.Missing("message.type"));
    }

    private static TMessage ReadAck(ref Utf8JsonReader reader)
    {
        Json.Require(in reader, "messageAck");
        Json.BeginObject(ref reader, "messageAck");
        string? status = null;
        long? id = null;
        while (Json.NextKey(ref reader))
        {
            if (reader.ValueTextEquals("status"u8))
            {
                status = Json.Text(ref reader, "messageAck", "status");
            }
            else if (reader.ValueTextEquals("messageId"u8))
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
}
