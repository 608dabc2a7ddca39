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

    private struct Body : IMessageBody<ServerMessage>
    {
        private const string Updates = "message.updates";
        private const string Subscriptions = "message.subscriptions";
        private const string CallInfo = "message.callInfo";

        private int? _index;
        private ImmutableArray<SubscriptionStateEntry> _states;
        private ImmutableArray<CallUpdate> _calls;
        private ImmutableArray<ParticipantUpdate> _roster;
        private ElementValues? _info;

        public static ServerMessage Ack(long messageId, string status) => new ServerMessage.Ack(messageId, status);

        public static ServerMessage UnknownEnvelope(string type) => new ServerMessage.UnknownEnvelope(type);

        public void Take(scoped ReadOnlySpan<byte> key, string type, ref Utf8JsonReader reader)
        {
            switch (type)
            {
                case "rosterUpdate" when key.SequenceEqual("updates"u8):
                    _roster = ReadRoster(ref reader);
                    break;
                case "callListUpdate" when key.SequenceEqual("updates"u8):
                    _calls = ReadCalls(ref reader);
                    break;
                case "callInfoUpdate" when key.SequenceEqual("callInfo"u8):
                    _info = ReadCallInfo(ref reader);
                    break;
                case "subscriptionUpdate" when key.SequenceEqual("subscriptions"u8):
                    _states = ReadStates(ref reader);
                    break;
                case "rosterUpdate" or "callListUpdate" or "callInfoUpdate" when key.SequenceEqual("subscriptionIndex"u8):
                    _index = Json.Index(ref reader, "message", Json.NoItem, "subscriptionIndex");
                    break;
                default:
                    Json.SkipValue(ref reader);
                    break;
            }
        }

        public readonly ServerMessage Read(long messageId, string type) => type switch
        {
            "rosterUpdate" => new ServerMessage.RosterUpdate(messageId, Index(), Whole(_roster, Updates)),
            "callListUpdate" => new ServerMessage.CallListUpdate(messageId, Index(), Whole(_calls, Updates)),
            "callInfoUpdate" => new ServerMessage.CallInfoUpdate(messageId, Index(), _info ?? throw Json.Missing(CallInfo)),
            "subscriptionUpdate" => new ServerMessage.SubscriptionUpdate(messageId, Whole(_states, Subscriptions)),
            _ => new ServerMessage.UnknownMessage(messageId, type),
        };

        private readonly int Index() => _index ?? throw Json.Missing("message.subscriptionIndex");

        private static ImmutableArray<T> Whole<T>(ImmutableArray<T> list, string where) => list.IsDefault ? throw Json.Missing(where) : list;

        private static ImmutableArray<SubscriptionStateEntry> ReadStates(ref Utf8JsonReader reader)
        {
            Json.BeginArray(ref reader, Subscriptions);
            var states = ImmutableArray.CreateBuilder<SubscriptionStateEntry>();
            for (var item = 0; Json.NextObject(ref reader, Subscriptions, item); item++)
            {
                int? index = null;
                string? state = null;
                while (Json.NextKey(ref reader, out var key))
                {
                    if (key.SequenceEqual("index"u8))
                    {
                        index = Json.Index(ref reader, Subscriptions, item, "index");
                    }
                    else if (key.SequenceEqual("state"u8))
                    {
                        state = Json.OptionalText(ref reader, Subscriptions, item, "state");
                    }
                    else
                    {
                        Json.SkipValue(ref reader);
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
            Json.BeginObject(ref reader, CallInfo);
            var values = default(ElementValuesBuilder);
            while (Json.NextKey(ref reader, out var key))
            {
                UpdateReader.Element(key, ref reader, ElementNames.OfCallInfo, ref values, CallInfo, Json.NoItem);
            }

            return values.Build();
        }
    }
}
