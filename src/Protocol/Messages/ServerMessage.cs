using System.Collections.Immutable;

namespace CmsOrchestrator.Protocol;

/// <summary>What a Call Bridge sends (protocol.md §2).</summary>
public abstract record ServerMessage
{
    private ServerMessage()
    {
    }

    /// <summary>The number that must be acknowledged; null where there is none to acknowledge.</summary>
    public virtual long? MessageId => null;

    /// <summary>The answer to our message <paramref name="Acknowledged"/>. Any status but <c>success</c> is a refusal.</summary>
    public sealed record Ack(long Acknowledged, string Status) : ServerMessage
    {
        /// <summary>Whether the message was understood; what becomes of it follows in other messages.</summary>
        public bool IsSuccess => Status == MessageAck.Success;
    }

    /// <summary>The states of all subscriptions of the connection.</summary>
    public sealed record SubscriptionUpdate(long Id, ImmutableArray<SubscriptionStateEntry> Subscriptions) : ServerMessage
    {
        public override long? MessageId => Id;
    }

    /// <summary>Changes of the list of calls.</summary>
    public sealed record CallListUpdate(long Id, int SubscriptionIndex, ImmutableArray<CallUpdate> Updates) : ServerMessage
    {
        public override long? MessageId => Id;
    }

    /// <summary>One call's info: the whole object first, then what changed. The call is known through the index only.</summary>
    public sealed record CallInfoUpdate(long Id, int SubscriptionIndex, ElementValues CallInfo) : ServerMessage
    {
        public override long? MessageId => Id;
    }

    /// <summary>Changes of one call's roster. The call is known through the index only.</summary>
    public sealed record RosterUpdate(long Id, int SubscriptionIndex, ImmutableArray<ParticipantUpdate> Updates) : ServerMessage
    {
        public override long? MessageId => Id;
    }

    /// <summary>A message of a type that nobody has published: acknowledged, counted, ignored.</summary>
    public sealed record UnknownMessage(long Id, string Type) : ServerMessage
    {
        public override long? MessageId => Id;
    }

    /// <summary>An envelope of a type that nobody has published: it has no number, so there is nothing to acknowledge.</summary>
    public sealed record UnknownEnvelope(string Type) : ServerMessage;
}
