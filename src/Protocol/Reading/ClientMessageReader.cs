using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;

namespace CmsOrchestrator.Protocol;

/// <summary>Reads what an event client sends: the server's side of the protocol, for simulators and tests. No exception leaves it.</summary>
public static class ClientMessageReader
{
    /// <summary>One whole message of at most <see cref="ProtocolLimits.DefaultMaxMessageBytes"/>.</summary>
    public static bool TryRead(
        ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out ClientMessage? message, [NotNullWhen(false)] out MalformedMessage? malformed) =>
        TryRead(utf8, ProtocolLimits.DefaultMaxMessageBytes, out message, out malformed);

    /// <summary>
    /// One whole message of at most <paramref name="maxBytes"/>; true gives <paramref name="message"/>, false gives
    /// <paramref name="malformed"/>. Keeps nothing of <paramref name="utf8"/>; safe on any thread.
    /// </summary>
    public static bool TryRead(
        ReadOnlySpan<byte> utf8,
        int maxBytes,
        [NotNullWhen(true)] out ClientMessage? message,
        [NotNullWhen(false)] out MalformedMessage? malformed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxBytes);
        return EnvelopeReader<Body, ClientMessage>.TryRead(utf8, maxBytes, out message, out malformed);
    }

    private struct Body : IMessageBody<ClientMessage>
    {
        private const string Subscriptions = "message.subscriptions";

        private ImmutableArray<SubscriptionSpec> _specs;

        public static ClientMessage Ack(long messageId, string status) => new ClientMessage.Ack(messageId, status);

        public static ClientMessage UnknownEnvelope(string type) => new ClientMessage.UnknownEnvelope(type);

        public void Take(scoped ReadOnlySpan<byte> key, string type, ref Utf8JsonReader reader)
        {
            if (type == "subscribeRequest" && key.SequenceEqual("subscriptions"u8))
            {
                _specs = ReadSpecs(ref reader);
            }
            else
            {
                Json.SkipValue(ref reader);
            }
        }

        public readonly ClientMessage Read(long messageId, string type) =>
            type == "subscribeRequest"
                ? new ClientMessage.SubscribeRequest(messageId, _specs.IsDefault ? throw Json.Missing(Subscriptions) : _specs)
                : new ClientMessage.UnknownMessage(messageId, type);

        private static ImmutableArray<SubscriptionSpec> ReadSpecs(ref Utf8JsonReader reader)
        {
            Json.BeginArray(ref reader, Subscriptions);
            var specs = ImmutableArray.CreateBuilder<SubscriptionSpec>();
            for (var item = 0; Json.NextObject(ref reader, Subscriptions, item); item++)
            {
                specs.Add(ReadSpec(ref reader, item));
            }

            return specs.DrainToImmutable();
        }

        private static SubscriptionSpec ReadSpec(ref Utf8JsonReader reader, int item)
        {
            int? index = null;
            SubscriptionType? type = null;
            CallGuid? call = null;
            var elements = default(ElementSet);
            while (Json.NextKey(ref reader, out var key))
            {
                if (key.SequenceEqual("index"u8))
                {
                    index = Json.Index(ref reader, Subscriptions, item, "index");
                }
                else if (key.SequenceEqual("type"u8))
                {
                    type = Json.OptionalText(ref reader, Subscriptions, item, "type") switch
                    {
                        "calls" => SubscriptionType.Calls,
                        "callInfo" => SubscriptionType.CallInfo,
                        "callRoster" => SubscriptionType.CallRoster,
                        null => null,
                        _ => throw Json.Shape(Json.Where(Subscriptions, item, "type"), "not calls, callInfo or callRoster"),
                    };
                }
                else if (key.SequenceEqual("call"u8))
                {
                    call = Json.OptionalGuid(ref reader, Subscriptions, item, "call") is { } id ? new CallGuid(id) : null;
                }
                else if (key.SequenceEqual("elements"u8))
                {
                    elements = ReadElements(ref reader, item);
                }
                else
                {
                    Json.SkipValue(ref reader);
                }
            }

            if (type is SubscriptionType.Calls)
            {
                call = null; // which means nothing there, like any key that is not known
            }
            else if (type is not null && call is null)
            {
                throw Json.Missing(Json.Where(Subscriptions, item, "call"));
            }

            return new SubscriptionSpec(
                index ?? throw Json.Missing(Json.Where(Subscriptions, item, "index")),
                type ?? throw Json.Missing(Json.Where(Subscriptions, item, "type")),
                call,
                elements);
        }

        private static ElementSet ReadElements(ref Utf8JsonReader reader, int item)
        {
            var elements = default(ElementSet);
            reader.Read();
            if (reader.TokenType == JsonTokenType.Null)
            {
                return elements;
            }

            if (reader.TokenType != JsonTokenType.StartArray)
            {
                throw Json.Shape(Json.Where(Subscriptions, item, "elements"), "not a list");
            }

            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                if (reader.TokenType != JsonTokenType.String)
                {
                    throw Json.Shape(Json.Where(Subscriptions, item, "elements"), "not a list of texts");
                }

                if (ElementNames.Find(Encoding.UTF8.GetBytes(reader.GetString()!)) is { } element)
                {
                    elements = elements.With(element);
                }
            }

            return elements;
        }
    }
}
