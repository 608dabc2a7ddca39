using System.Buffers;
using System.Buffers.Text;
using System.Collections.Immutable;

namespace CmsOrchestrator.Protocol;

/// <summary>Writes what an event client sends (protocol.md §2, §3), one message each call.</summary>
public static class ClientMessageWriter
{
    private const int LongestNumber = 20;

    /// <summary>Acknowledges the server's message <paramref name="messageId"/> with success.</summary>
    /// <remarks>Written by hand: there is one for every message, and it is always the same but for the number.</remarks>
    public static void WriteAck(IBufferWriter<byte> output, long messageId)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.Write("""{"type":"messageAck","messageAck":{"messageId":"""u8);
        Utf8Formatter.TryFormat(messageId, output.GetSpan(LongestNumber), out var length);
        output.Advance(length);
        output.Write(""","status":"success"}}"""u8);
    }

    /// <summary>Replaces the connection's whole set: <paramref name="subscriptions"/> are all that remain.</summary>
    public static void WriteSubscribeRequest(IBufferWriter<byte> output, long messageId, ImmutableArray<SubscriptionSpec> subscriptions)
    {
        using var json = Envelopes.Begin(output, messageId, "subscribeRequest"u8);
        json.WriteStartArray("subscriptions"u8);
        foreach (var subscription in subscriptions)
        {
            json.WriteStartObject();
            json.WriteNumber("index"u8, subscription.Index);
            json.WriteString("type"u8, subscription.Type.Text());
            if (subscription.Call is { } call)
            {
                json.WriteString("call"u8, call.Value);
            }

            json.WriteStartArray("elements"u8);
            foreach (var element in subscription.Elements)
            {
                json.WriteStringValue(element.Utf8());
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        Envelopes.End(json);
    }
}
