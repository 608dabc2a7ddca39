using System.Diagnostics;
using CmsOrchestrator.Model.Connections;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Actors.Wire;

/// <param name="MaxMessageBytes">Longest message that is read.</param>
/// <param name="Queue">Messages that may wait, each way.</param>
internal sealed record SocketPumpSettings(int MaxMessageBytes, int Queue)
{
    /// <summary>Bytes that may wait to be taken, beside one message.</summary>
    public required int QueueBytes { get; init; }

    /// <summary>Longest text in a message; a longer one is cut.</summary>
    public required int MaxTextLength { get; init; }
}

/// <summary>One message as it came: understood, or not.</summary>
internal readonly record struct Inbound(ServerMessage? Message, MalformedMessage? Malformed)
{
    /// <summary>Its length on the wire.</summary>
    public int Bytes { get; init; }

    /// <summary>A text in it was longer than may be.</summary>
    public bool IsCut { get; init; }

    /// <summary>The span in which it was received.</summary>
    public ActivityContext Trace { get; init; }
}

/// <summary>Why a socket is at its end.</summary>
internal sealed record SocketEnd(CloseCause Cause, string Why);
