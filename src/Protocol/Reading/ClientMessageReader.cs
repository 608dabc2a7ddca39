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

    private ref struct Body : IMessageBody<ClientMessage>
    {
        private const string Subscriptions = "message.subscriptions";

        private Utf8JsonReader _subscriptions;

        public static ClientMessage Ack(long messageId, string status) => new ClientMessage.Ack(messageId, status);

        public static ClientMessage UnknownEnvelope(string type) => new ClientMessage.UnknownEnvelope(type);

        public void Note(in Utf8JsonReader reader)
        {
            if (reader.ValueTextEquals("subscriptions"u8))
            {
                _subscriptions = reader;
            }
        }

        public readonly bool TryRead(string type, ref Utf8JsonReader reader) => false;

        public ClientMessage Read(long messageId, string type) =>
            type == "subscribeRequest"
                ? new ClientMessage.SubscribeRequest(messageId, ReadSpecs())
                : new ClientMessage.UnknownMessage(messageId, type);

        private ImmutableArray<SubscriptionSpec> ReadSpecs()
        {
            Json.Require(in _subscriptions, Subscriptions);
            Json.BeginArray(ref _subscriptions, Subscriptions);
            var specs = ImmutableArray.CreateBuilder<SubscriptionSpec>();
            for (var item = 0; Json.NextObject(ref _subscriptions, Subscriptions, item); item++)
            {
                specs.Add(ReadSpec(item));
            }

            return specs.DrainToImmutable();
        }

        private SubscriptionSpec ReadSpec(int item)
        {
            int? index = null;
            SubscriptionType? type = null;
            CallGuid? call = null;
            var elements = default(ElementSet);
            while (Json.NextKey(ref _subscriptions))
            {
                if (_subscriptions.ValueTextEquals("index"u8))
                {
                    index = Json.Index(ref _subscriptions, Subscriptions, item, "index");
                }
                else if (_subscriptions.ValueTextEquals("type"u8))
                {
                    type = Json.OptionalText(ref _subscriptions, Subscriptions, item, "type") switch
                    {
                        "calls" => SubscriptionType.Calls,
                        "callInfo" => SubscriptionType.CallInfo,
                        "callRoster" => SubscriptionType.CallRoster,
                        null => null,
                        _ => throw Json.Shape(Json.Where(Subscriptions, item, "type"), "not calls, callInfo or callRoster"),
                    };
                }
                else if (_subscriptions.ValueTextEquals("call"u8))
                {
                    call = Json.OptionalGuid(ref _subscriptions, Subscriptions, item, "call") is { } id ? new CallGuid(id) : null;
                }
                else if (_subscriptions.ValueTextEquals("elements"u8))
                {
                    elements = ReadElements(item);
                }
                else
                {
                    Json.SkipValue(ref _subscriptions);
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

        private ElementSet ReadElements(int item)
        {
            var elements = default(ElementSet);
            _subscriptions.Read();
            if (_subscriptions.TokenType == JsonTokenType.Null)
            {
                return elements;
            }

            if (_subscriptions.TokenType != JsonTokenType.StartArray)
            {
                throw Json.Shape(Json.Where(Subscriptions, item, "elements"), "not a list");
            }

            while (_subscriptions.Read() && _subscriptions.TokenType != JsonTokenType.EndArray)
            {
                if (_subscriptions.TokenType != JsonTokenType.String)
                {
                    throw Json.Shape(Json.Where(Subscriptions, item, "elements"), "not a list of texts");
                }

                if (ElementNames.Find(Encoding.UTF8.GetBytes(_subscriptions.GetString()!)) is { } element)
                {
                    elements = elements.With(element);
                }
            }

            return elements;
        }
    }
}
