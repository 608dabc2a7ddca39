using System.Net.WebSockets;

namespace CmsOrchestrator.Actors.Wire;

/// <summary>What became of a WebSocket upgrade. A problem's text says what is wrong and never holds a secret.</summary>
public abstract record OpenResult
{
    private OpenResult()
    {
    }

    /// <summary>The socket is open; who takes this disposes of it.</summary>
    public sealed record Opened(WebSocket Socket) : OpenResult;

    /// <summary>The server answered, but not with 101: its limit may be reached, perhaps by others.</summary>
    public sealed record Refused(string Problem) : OpenResult;

    public sealed record Failed(string Problem) : OpenResult;
}
