using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace CmsOrchestrator.Protocol;

/// <summary>Reads what an event client sends: the server's side of the protocol, for simulators and tests. No exception leaves it.</summary>
public static class ClientMessageReader
{
    /// <summary>One whole message; true gives <paramref name="message"/>, false gives <paramref name="malformed"/>.</summary>
    public static bool TryRead(ReadOnlySpan<byte> utf8, out ClientMessage? message, out MalformedMessage? malformed) =>
        EnvelopeReader<Body, ClientMessage>.TryRead(utf8, out message, out malformed);

    private ref struct Body : IMessageBody<ClientMessage>
    {
        private const string Subscriptions = "message.subscriptions";

        private Utf8JsonReader _subscriptions;

        public static ClientMessage Ack(long messageId, string status) => new ClientMessage.Ack(messageId, status);

        public static ClientMessage UnknownEnvelope(string type) => new ClientMessage.UnknownEnvelope(type);

        public bool Note(ref Utf8JsonReader reader)
        {
            if (reader.ValueTextEquals("subscriptions"u8))
            {
                _subscriptions = reader;
            }

            return false;
        }

        public ClientMessage Read(long messageId, string type) =>
            type == "subscribeRequest"
                ? new ClientMessage.SubscribeRequest(messageId, ReadSpecs())
                : new ClientMessage.UnknownMessage(messageId, type);

        private ImmutableArray<SubscriptionSpec> ReadSpecs()
        {
            Json.Require(in _subscriptions, Subscriptions);
            Json.BeginArray(ref _subscriptions, Subscriptions);
            var specs = ImmutableArray.CreateBuilder<SubscriptionSpec>();
            for (var place = 0; Json.NextObject(ref _subscriptions, Subscriptions, place); place++)
            {
                specs.Add(ReadSpec(place));
            }

            return specs.DrainToImmutable();
        }

        private SubscriptionSpec ReadSpec(int place)
        {
            int? index = null;
            SubscriptionType? type = null;
            CallGuid? call = null;
            var elements = default(ElementSet);
            while (Json.NextKey(ref _subscriptions))
            {
                if (_subscriptions.ValueTextEquals("index"u8))
                {
                    index = Json.Index(ref _subscriptions, Json.Item(Subscriptions, place) + ".index");
                }
                else if (_subscriptions.ValueTextEquals("type"u8))
                {
                    type = Json.OptionalText(ref _subscriptions, Subscriptions, place, "type") switch
                    {
                        "calls" => SubscriptionType.Calls,
                        "callInfo" => SubscriptionType.CallInfo,
                        "callRoster" => SubscriptionType.CallRoster,
                        _ => throw Json.Shape(Json.Item(Subscriptions, place) + ".type", "not calls, callInfo or callRoster"),
                    };
                }
                else if (_subscriptions.ValueTextEquals("call"u8))
                {
                    call = new CallGuid(Json.Guid(ref _subscriptions, Subscriptions, place, "call"));
                }
                else if (_subscriptions.ValueTextEquals("elements"u8))
                {
                    elements = ReadElements(place);
                }
                else
                {
                    Json.SkipValue(ref _subscriptions);
                }
            }

            var where = Json.Item(Subscriptions, place);
            if (type is not null and not SubscriptionType.Calls && call is null)
            {
                throw Json.Missing(where + ".call");
            }

            return new SubscriptionSpec(
                index ?? throw Json.Missing(where + ".index"), type ?? throw Json.Missing(where + ".type"), call, elements);
        }

        private ElementSet ReadElements(int place)
        {
            var where = Json.Item(Subscriptions, place) + ".elements";
            Json.BeginArray(ref _subscriptions, where);
            var elements = default(ElementSet);
            while (_subscriptions.Read() && _subscriptions.TokenType != JsonTokenType.EndArray)
            {
                if (_subscriptions.TokenType != JsonTokenType.String)
                {
                    throw Json.Shape(where, "not a list of texts");
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
