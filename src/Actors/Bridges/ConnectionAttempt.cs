using System.Net.WebSockets;
using CmsOrchestrator.Actors.Wire;
using CmsOrchestrator.Model.Views;

namespace CmsOrchestrator.Actors.Bridges;

/// <summary>The steps to an open event socket: its turn, a client of its own, so that certificates and trust are read anew, a fresh token, the upgrade.</summary>
internal static class ConnectionAttempt
{
    /// <summary>Runs until there is a socket or a reason why not. Throws when it is cancelled, and what making the client throws.</summary>
    public static async Task<AttemptResult> RunAsync(TimeSpan wait, Func<ICallBridgeClient> clients, CancellationToken cancellation)
    {
        await Task.Delay(wait, cancellation);
        using var client = clients();
        return await client.RequestTokenAsync(cancellation) switch
        {
            TokenResult.Granted granted => await client.OpenAsync(granted.Token, cancellation) switch
            {
                OpenResult.Opened opened => new AttemptResult.Opened(opened.Socket),
                OpenResult.Refused refused => new AttemptResult.Failed(CallBridgeStatus.Refused, refused.Problem),
                OpenResult.Failed failed => AttemptResult.Failure(failed.Problem),
                var other => throw new NotSupportedException(other.GetType().Name),
            },
            TokenResult.Unauthorized unauthorized => new AttemptResult.Failed(CallBridgeStatus.Unauthorized, unauthorized.Problem),
            TokenResult.Failed failed => AttemptResult.Failure(failed.Problem),
            var other => throw new NotSupportedException(other.GetType().Name),
        };
    }
}

/// <summary>What became of an attempt. A problem's text never holds a secret.</summary>
internal abstract record AttemptResult
{
    private AttemptResult()
    {
    }

    public static Failed Failure(string problem) => new(CallBridgeStatus.BackingOff, problem);

    /// <summary>Who takes this disposes of the socket.</summary>
    internal sealed record Opened(WebSocket Socket) : AttemptResult;

    /// <param name="Status">What that makes of the bridge.</param>
    internal sealed record Failed(CallBridgeStatus Status, string Problem) : AttemptResult;
}
