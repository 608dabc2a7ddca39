namespace CmsOrchestrator.Simulator;

/// <summary>What a client may not do (protocol.md §1 to §3).</summary>
public enum BreachKind
{
    /// <summary>The token request was not as §1 has it: an empty body and <c>Content-Length: 0</c>.</summary>
    TokenRequest,

    /// <summary>A token was used again where tokens work once.</summary>
    TokenReused,

    /// <summary>The request for the events was not an upgrade to a WebSocket of version 13.</summary>
    Upgrade,

    /// <summary>More connections at once than one Meeting Server takes.</summary>
    TooManyConnections,

    Ping,
    Pong,
    BinaryFrame,
    FragmentedFrame,
    UnmaskedFrame,

    /// <summary>A frame that RFC 6455 does not know: reserved bits, an unknown opcode, a continuation of nothing.</summary>
    UnknownFrame,

    /// <summary>A frame longer than the server reads.</summary>
    FrameTooLong,

    /// <summary>A text that is no message of the protocol.</summary>
    Malformed,

    /// <summary>A message or an envelope of a type that clients do not send.</summary>
    UnknownType,

    /// <summary>A message's number was not above that of the one before.</summary>
    MessageId,

    /// <summary>More entries in a request than a connection may have.</summary>
    TooManySubscriptions,

    /// <summary>One index twice in one request.</summary>
    IndexTwice,

    /// <summary>An index that named another resource on this connection before.</summary>
    IndexReused,

    /// <summary>An index that was deactivated, given up, and is asked for again.</summary>
    IndexSpent,

    /// <summary>An element that the resource does not have.</summary>
    ForeignElement,

    /// <summary>A message was not acknowledged in time.</summary>
    NotAcknowledged,

    /// <summary>An acknowledgement of a message that was not sent, or that was acknowledged before.</summary>
    UnknownAcknowledgement,

    /// <summary>An acknowledgement whose status is not <c>success</c>.</summary>
    AcknowledgementStatus,

    /// <summary>The client read so slowly that the queue of its connection ran over.</summary>
    TooSlow,
}
