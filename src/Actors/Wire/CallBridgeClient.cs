using System.Net;
using System.Net.WebSockets;
using CmsOrchestrator.Actors.Settings;

namespace CmsOrchestrator.Actors.Wire;

/// <summary>
/// The way to one Call Bridge over HTTP/1.1 (protocol.md §1). Each request has the time limit for itself and a connection of its
/// own. Disposing ends what is under way, but no socket that was opened. Safe for several requests at a time.
/// </summary>
/// <remarks>The sockets never ping, answer a ping, compress or fragment.</remarks>
public sealed class CallBridgeClient : ICallBridgeClient
{
    private readonly CallBridgeSettings _settings;
    private readonly TimeSpan _timeLimit;
    private readonly ServerTrust _trust;
    private readonly HttpMessageInvoker _invoker;

    /// <summary>Reads the bridge's <c>CaFile</c>; a file that cannot be read makes every request fail and say so.</summary>
    public CallBridgeClient(CallBridgeSettings settings, TimeSpan timeLimit)
    {
        _settings = settings;
        _timeLimit = timeLimit;
        _trust = new ServerTrust(settings);
        _invoker = new HttpMessageInvoker(BridgeHandler.Make(_trust, settings.Url.Host));
    }

    public Task<TokenResult> RequestTokenAsync(CancellationToken cancellation) =>
        WithinLimitAsync(RequestAsync, problem => new TokenResult.Failed(problem), cancellation);

    public Task<OpenResult> OpenAsync(EventToken token, CancellationToken cancellation) =>
        WithinLimitAsync(limit => OpenSocketAsync(token, limit), problem => new OpenResult.Failed(problem), cancellation);

    public void Dispose() => _invoker.Dispose();

    private async Task<TokenResult> RequestAsync(CancellationToken cancellation)
    {
        string password;
        try
        {
            password = _settings.Password.Reveal();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Not its path: a password that was put there by mistake would show.
            var why = exception is FileNotFoundException or DirectoryNotFoundException ? "does not exist" : "cannot be read";
            return new TokenResult.Failed($"the password file {why}");
        }

        return await new TokenExchange(_settings.Url, _settings.Username, password).RunAsync(_invoker, cancellation);
    }

    private async Task<OpenResult> OpenSocketAsync(EventToken token, CancellationToken cancellation)
    {
        var url = new UriBuilder(_settings.Url)
        {
            Scheme = _settings.Url.Scheme == Uri.UriSchemeHttps ? Uri.UriSchemeWss : Uri.UriSchemeWs,
            Path = "/events/v1",
            Query = "authToken=" + Uri.EscapeDataString(token.Value),
        };
        var socket = new ClientWebSocket();
        socket.Options.KeepAliveInterval = TimeSpan.Zero; // a ping would end the connection, or the server's patience
        socket.Options.HttpVersion = HttpVersion.Version11;
        socket.Options.HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        socket.Options.CollectHttpResponseDetails = true;
        try
        {
            await socket.ConnectAsync(url.Uri, _invoker, cancellation);
            return new OpenResult.Opened(socket);
        }
        catch (WebSocketException) when (socket.HttpStatusCode is not 0 and not HttpStatusCode.SwitchingProtocols)
        {
            var status = socket.HttpStatusCode;
            socket.Dispose();
            return new OpenResult.Refused(Refusal(status));
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static string Refusal(HttpStatusCode status)
    {
        var meaning = status switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => "the token was not accepted",
            HttpStatusCode.NotFound => "this server offers no events",
            _ => "its limit of connections may be reached, perhaps by other clients",
        };
        return $"the event socket was refused with {TokenExchange.Text(status)}: {meaning}";
    }

    private async Task<T> WithinLimitAsync<T>(
        Func<CancellationToken, Task<T>> attempt, Func<string, T> failed, CancellationToken cancellation)
    {
        if (_trust.Problem is { } problem)
        {
            return failed(problem);
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(_timeLimit);
        try
        {
            return await attempt(limit.Token);
        }
        catch (Exception exception)
        {
            // Whatever goes wrong out there is an answer to the caller; only the caller's own cancellation is not.
            cancellation.ThrowIfCancellationRequested();
            return failed(limit.IsCancellationRequested ? WireProblem.TimedOut(_timeLimit) : WireProblem.Of(exception, _settings.Url));
        }
    }
}
