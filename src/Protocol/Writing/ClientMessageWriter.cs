using System.Buffers;
using System.Collections.Immutable;

namespace CmsOrchestrator.Protocol;

/// <summary>Writes what an event client sends (protocol.md §2, §3), one message each call.</summary>
public static class ClientMessageWriter
{
    /// <summary>Acknowledges the server's message <paramref name="messageId"/> with success.</summary>
    public static void WriteAck(IBufferWriter<byte> output, long messageId) => Envelopes.WriteAck(output, messageId, MessageAck.Success);

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
