using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Authentication;

namespace CmsOrchestrator.Actors.Wire;

/// <summary>
/// Says in one line what went wrong on the way to a Call Bridge. No exception's own message is passed on: some of them carry
/// the request's URL, and with it the token.
/// </summary>
internal static class WireProblem
{
    public static string TimedOut(TimeSpan limit) => FormattableString.Invariant($"no answer within {limit.TotalSeconds:0.###} s");

    public static string Of(Exception exception, Uri bridge)
    {
        var where = bridge.Authority;
        var causes = Causes(exception).ToList();
        if (causes.OfType<UntrustedServerException>().FirstOrDefault() is { } untrusted)
        {
            return untrusted.Message;
        }

        var error = causes.OfType<HttpRequestException>().FirstOrDefault()?.HttpRequestError;
        if (error == HttpRequestError.SecureConnectionError || causes.OfType<AuthenticationException>().Any())
        {
            return $"{where} does not complete a TLS handshake: does this port speak https?";
        }

        if (causes.OfType<SocketException>().FirstOrDefault() is { } socket)
        {
            return OfSocket(socket.SocketErrorCode, bridge);
        }

        if (causes.OfType<WebSocketException>().Any() && error is null && causes[^1] is WebSocketException)
        {
            return $"{where} answers the upgrade, but its answer is not a WebSocket's";
        }

        return error switch
        {
            HttpRequestError.InvalidResponse => $"what {where} answers is not HTTP",
            HttpRequestError.ResponseEnded => $"{where} closed the connection before it answered",
            HttpRequestError.ConfigurationLimitExceeded => $"the headers of {where}'s answer are too long",
            _ => $"the connection to {where} failed ({(causes[^1] is IOException ? "it was cut" : causes[^1].GetType().Name)})",
        };
    }

    private static string OfSocket(SocketError error, Uri bridge) => error switch
    {
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain or SocketError.NoRecovery =>
            $"the host name {bridge.Host} cannot be resolved",
        SocketError.ConnectionRefused => $"connection refused by {bridge.Authority}",
        SocketError.HostUnreachable or SocketError.NetworkUnreachable => $"there is no route to {bridge.Authority}",
        SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown =>
            $"{bridge.Authority} cut the connection before it answered",
        _ => $"the connection to {bridge.Authority} failed ({error})",
    };

    private static IEnumerable<Exception> Causes(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            yield return cause;
        }
    }
}
