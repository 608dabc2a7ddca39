using System.Text.Json;
using System.Text.Unicode;

namespace CmsOrchestrator.Protocol;

/// <summary>
/// Reads the two envelopes of protocol.md §2 and hands the inside to <typeparamref name="TBody"/>. The order of the keys does
/// not matter: the place of a value is noted when it is met (a copy of the reader), and read once the type is known.
/// </summary>
internal ref struct EnvelopeReader<TBody, TMessage>
    where TBody : struct, IMessageBody<TMessage>, allows ref struct
    where TMessage : class
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = ProtocolLimits.MaxDepth };

    public static bool TryRead(ReadOnlySpan<byte> utf8, out TMessage? message, out MalformedMessage? malformed)
    {
        message = null;
        malformed = null;
        long? messageId = null;
        try
        {
            if (!Utf8.IsValid(utf8))
            {
                throw new MalformedException(MalformedKind.NotJson, "", "not valid UTF-8");
            }

            var reader = new Utf8JsonReader(utf8, Options);
            message = Read(ref reader, ref messageId);
            return true;
        }
        catch (MalformedException e)
        {
            malformed = new MalformedMessage(e.Kind, e.Where, e.Message, messageId);
        }
        catch (JsonException e)
        {
            malformed = new MalformedMessage(
                MalformedKind.NotJson, $"line {e.LineNumber + 1}, byte {e.BytePositionInLine}", "not JSON, or nested too deeply", messageId);
        }
        catch (InvalidOperationException)
        {
            // The only way here is an escape such as "\ud800": half a surrogate pair, which is not text.
            malformed = new MalformedMessage(MalformedKind.NotJson, "", "a text with half a surrogate pair", messageId);
        }

        return false;
    }

    private static TMessage Read(ref Utf8JsonReader reader, ref long? messageId)
    {
        Json.Begin(ref reader);
        string? type = null;
        Utf8JsonReader message = default, ack = default;
        while (Json.NextKey(ref reader))
        {
            if (reader.ValueTextEquals("type"u8))
            {
                type = Json.Text(ref reader, "type");
            }
            else if (reader.ValueTextEquals("message"u8))
            {
                message = reader;
                Json.SkipValue(ref reader);
            }
            else if (reader.ValueTextEquals("messageAck"u8))
            {
                ack = reader;
                Json.SkipValue(ref reader);
            }
            else
            {
                Json.SkipValue(ref reader);
            }
        }

        Json.End(ref reader);
        return type switch
        {
            null => throw new MalformedException(MalformedKind.Missing, "type", "there is no type"),
            "message" when Json.IsNoted(in message) => ReadMessage(ref message, ref messageId),
            "message" => throw new MalformedException(MalformedKind.Missing, "message", "there is no message"),
            "messageAck" when Json.IsNoted(in ack) => ReadAck(ref ack),
            "messageAck" => throw new MalformedException(MalformedKind.Missing, "messageAck", "there is no messageAck"),
            _ => TBody.UnknownEnvelope(type),
        };
    }

    private static TMessage ReadMessage(ref Utf8JsonReader reader, ref long? messageId)
    {
        Json.BeginObject(ref reader, "message");
        string? type = null;
        var body = default(TBody);
        while (Json.NextKey(ref reader))
        {
            if (reader.ValueTextEquals("type"u8))
            {
                type = Json.Text(ref reader, "message.type");
            }
            else if (reader.ValueTextEquals("messageId"u8))
            {
                messageId = Json.Integer(ref reader, "message.messageId");
            }
            else if (!body.Note(ref reader))
            {
                Json.SkipValue(ref reader);
            }
        }

        if (type is null)
        {
            throw new MalformedException(MalformedKind.Missing, "message.type", "there is no type");
        }

        return messageId is { } id
            ? body.Read(id, type)
            : throw new MalformedException(MalformedKind.Missing, "message.messageId", "there is no messageId");
    }

    private static TMessage ReadAck(ref Utf8JsonReader reader)
    {
        Json.BeginObject(ref reader, "messageAck");
        long? id = null;
        string? status = null;
        while (Json.NextKey(ref reader))
        {
            if (reader.ValueTextEquals("messageId"u8))
            {
                id = Json.Integer(ref reader, "messageAck.messageId");
            }
            else if (reader.ValueTextEquals("status"u8))
            {
                status = Json.Text(ref reader, "messageAck.status");
            }
            else
            {
                Json.SkipValue(ref reader);
            }
        }

        return TBody.Ack(
            id ?? throw new MalformedException(MalformedKind.Missing, "messageAck.messageId", "there is no messageId"),
            status ?? throw new MalformedException(MalformedKind.Missing, "messageAck.status", "there is no status"));
    }
}

/// <summary>The inside of a message, one direction's.</summary>
internal interface IMessageBody<out TMessage>
{
    static abstract TMessage Ack(long messageId, string status);

    static abstract TMessage UnknownEnvelope(string type);

    /// <summary>Keeps the place of a key that it knows and passes its value; false where it does not know the key.</summary>
    bool Note(ref Utf8JsonReader reader);

    /// <summary>Reads what was kept, now that the type is known.</summary>
    TMessage Read(long messageId, string type);
}
