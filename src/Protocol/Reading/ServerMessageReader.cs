using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace CmsOrchestrator.Protocol;

/// <summary>
/// Reads what a Call Bridge sends. Tolerant where the protocol is open: unknown keys, words and message types, <c>7.0</c>,
/// null, "", any order of keys. Strict where it must be, with an error that says what and where, and which never repeats what
/// the message says; no exception leaves it.
/// </summary>
public static class ServerMessageReader
{
    /// <summary>One whole message of at most <see cref="ProtocolLimits.DefaultMaxMessageBytes"/>.</summary>
    public static bool TryRead(
        ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out ServerMessage? message, [NotNullWhen(false)] out MalformedMessage? malformed) =>
        TryRead(utf8, ProtocolLimits.DefaultMaxMessageBytes, out message, out malformed);

    /// <summary>
    /// One whole message of at most <paramref name="maxBytes"/>; true gives <paramref name="message"/>, false gives
    /// <paramref name="malformed"/>. Keeps nothing of <paramref name="utf8"/>; safe on any thread.
    /// </summary>
    public static bool TryRead(
        ReadOnlySpan<byte> utf8,
        int maxBytes,
        [NotNullWhen(true)] out ServerMessage? message,
        [NotNullWhen(false)] out MalformedMessage? malformed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxBytes);
        return EnvelopeReader<Body, ServerMessage>.TryRead(utf8, maxBytes, out message, out malformed);
    }

    private ref struct Body : IMessageBody<ServerMessage>
    {
        private const string Updates = "message.updates";
        private const string Subscriptions = "message.subscriptions";
        private const string CallInfo = "message.callInfo";

        private Utf8JsonReader _updates;
        private Utf8JsonReader _subscriptions;
        private Utf8JsonReader _callInfo;
        private Utf8JsonReader _index;
        private ImmutableArray<CallUpdate> _calls;
        private ImmutableArray<ParticipantUpdate> _roster;
        private ElementValues? _info;

        public static ServerMessage Ack(long messageId, string status) => new ServerMessage.Ack(messageId, status);

        public static ServerMessage UnknownEnvelope(string type) => new ServerMessage.UnknownEnvelope(type);

        public void Note(in Utf8JsonReader reader)
        {
            if (reader.ValueTextEquals("updates"u8))
            {
                _updates = reader;
                (_calls, _roster) = (default, default);
            }
            else if (reader.ValueTextEquals("subscriptionIndex"u8))
            {
                _index = reader;
            }
            else if (reader.ValueTextEquals("callInfo"u8))
            {
                _callInfo = reader;
                _info = null;
            }
            else if (reader.ValueTextEquals("subscriptions"u8))
            {
                _subscriptions = reader;
            }
        }

        public bool TryRead(string type, ref Utf8JsonReader reader)
        {
            var start = reader;
            try
            {
                switch (type)
                {
                    case "rosterUpdate" when reader.ValueTextEquals("updates"u8):
                        _roster = ReadRoster(ref reader);
                        return true;
                    case "callListUpdate" when reader.ValueTextEquals("updates"u8):
                        _calls = ReadCalls(ref reader);
                        return true;
                    case "callInfoUpdate" when reader.ValueTextEquals("callInfo"u8):
                        _info = ReadCallInfo(ref reader);
                        return true;
                    default:
                        return false;
                }
            }
            catch (MalformedException)
            {
                reader = start;
                return false;
            }
        }

        public ServerMessage Read(long messageId, string type) => type switch
        {
            "subscriptionUpdate" => new ServerMessage.SubscriptionUpdate(messageId, ReadStates()),
            "callListUpdate" => new ServerMessage.CallListUpdate(messageId, ReadIndex(), _calls.IsDefault ? ReadCalls(ref _updates) : _calls),
            "callInfoUpdate" => new ServerMessage.CallInfoUpdate(messageId, ReadIndex(), _info ?? ReadCallInfo(ref _callInfo)),
            "rosterUpdate" => new ServerMessage.RosterUpdate(messageId, ReadIndex(), _roster.IsDefault ? ReadRoster(ref _updates) : _roster),
            _ => new ServerMessage.UnknownMessage(messageId, type),
        };

        private int ReadIndex()
        {
            Json.Require(in _index, "message.subscriptionIndex");
            return Json.Index(ref _index, "message", Json.NoItem, "subscriptionIndex");
        }

        private ImmutableArray<SubscriptionStateEntry> ReadStates()
        {
            Json.Require(in _subscriptions, Subscriptions);
            Json.BeginArray(ref _subscriptions, Subscriptions);
            var states = ImmutableArray.CreateBuilder<SubscriptionStateEntry>();
            for (var item = 0; Json.NextObject(ref _subscriptions, Subscriptions, item); item++)
            {
                int? index = null;
                string? state = null;
                while (Json.NextKey(ref _subscriptions))
                {
                    if (_subscriptions.ValueTextEquals("index"u8))
                    {
                        index = Json.Index(ref _subscriptions, Subscriptions, item, "index");
                    }
                    else if (_subscriptions.ValueTextEquals("state"u8))
                    {
                        state = Json.OptionalText(ref _subscriptions, Subscriptions, item, "state");
                    }
                    else
                    {
                        Json.SkipValue(ref _subscriptions);
                    }
                }

                states.Add(new SubscriptionStateEntry(
                    index ?? throw Json.Missing(Json.Where(Subscriptions, item, "index")),
                    state ?? throw Json.Missing(Json.Where(Subscriptions, item, "state"))));
            }

            return states.DrainToImmutable();
        }

        private static ImmutableArray<CallUpdate> ReadCalls(ref Utf8JsonReader reader)
        {
            Json.Require(in reader, Updates);
            Json.BeginArray(ref reader, Updates);
            var updates = default(Collected<CallUpdate>);
            for (var item = 0; Json.NextObject(ref reader, Updates, item); item++)
            {
                var (id, type, elements, reason) = UpdateReader.Read(ref reader, "call"u8, "call", ElementNames.OfCalls, Updates, item);
                updates.Add(new CallUpdate(new CallGuid(id), type, elements, reason));
            }

            return updates.ToImmutable();
        }

        private static ImmutableArray<ParticipantUpdate> ReadRoster(ref Utf8JsonReader reader)
        {
            Json.Require(in reader, Updates);
            Json.BeginArray(ref reader, Updates);
            var updates = default(Collected<ParticipantUpdate>);
            for (var item = 0; Json.NextObject(ref reader, Updates, item); item++)
            {
                var (id, type, elements, reason) = UpdateReader.Read(
                    ref reader, "participant"u8, "participant", ElementNames.OfCallRoster, Updates, item);
                updates.Add(new ParticipantUpdate(new ParticipantId(id), type, elements, reason));
            }

            return updates.ToImmutable();
        }

        private static ElementValues ReadCallInfo(ref Utf8JsonReader reader)
        {
            Json.Require(in reader, CallInfo);
            Json.BeginObject(ref reader, CallInfo);
            var values = default(ElementValuesBuilder);
            while (Json.NextKey(ref reader))
            {
                UpdateReader.Element(ref reader, ElementNames.OfCallInfo, ref values, CallInfo, Json.NoItem);
            }

            return values.Build();
        }
    }
}
