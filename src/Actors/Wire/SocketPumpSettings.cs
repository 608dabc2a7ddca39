using System.Diagnostics;
using CmsOrchestrator.Model.Connections;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Actors.Wire;

/// <param name="MaxMessageBytes">Longest message that is read.</param>
/// <param name="Queue">Messages that may wait, each way.</param>
internal sealed record SocketPumpSettings(int MaxMessageBytes, int Queue);

/// <summary>One message as it came: understood, or not.</summary>
internal readonly record struct Inbound(ServerMessage? Message, MalformedMessage? Malformed)
{
    /// <summary>The span in which it was received.</summary>
    public ActivityContext Trace { get; init; }
}

/// <summary>Why a socket is at its end.</summary>
internal sealed record SocketEnd(CloseCause Cause, string Why);
