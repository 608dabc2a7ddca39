using System.Collections.Immutable;

namespace CmsOrchestrator.Protocol;

/// <summary>What an event client sends (protocol.md §2, §3).</summary>
public abstract record ClientMessage
{
    private ClientMessage()
    {
    }

    /// <summary>The answer to the server's message <paramref name="Acknowledged"/>.</summary>
    public sealed record Ack(long Acknowledged, string Status) : ClientMessage;

    /// <summary>Replaces the connection's whole set of subscriptions.</summary>
    public sealed record SubscribeRequest(long MessageId, ImmutableArray<SubscriptionSpec> Subscriptions) : ClientMessage;

    /// <summary>A message of a type that clients do not send.</summary>
    public sealed record UnknownMessage(long MessageId, string Type) : ClientMessage;

    /// <summary>An envelope of a type that clients do not send.</summary>
    public sealed record UnknownEnvelope(string Type) : ClientMessage;
}

/// <summary>The acknowledgement's only published word.</summary>
public static class MessageAck
{
    /// <summary>Received and understood, nothing more.</summary>
    public const string Success = "success";
}
