using System.Security.Cryptography;
using System.Text;

namespace CmsOrchestrator.Simulator;

/// <summary><c>POST /api/v1/authTokens</c> (protocol.md §1).</summary>
internal sealed class TokenEndpoint(SimulatedCallBridge bridge, AuthTokens tokens)
{
    public const string Path = "/api/v1/authTokens";

    private readonly byte[] _credentials = Encoding.UTF8.GetBytes($"{bridge.Username}:{bridge.Password}");

    public async Task AnswerAsync(HttpContext context)
    {
        await bridge.Faults.WaitWhileBlackHole(context.RequestAborted);
        context.Response.Headers.Connection = "close";
        switch (bridge.Faults.Token)
        {
            case TokenFault.Hang:
                await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted);
                break;
            case TokenFault.Status fault:
                await FailAsync(context, fault.Code, "simulatedFault");
                break;
            case TokenFault.HtmlPage:
                context.Response.ContentType = "text/html";
                await context.Response.WriteAsync("<!DOCTYPE html><html><body><form action=\"/login\"></form></body></html>", context.RequestAborted);
                break;
            case TokenFault.NoHeader:
                break;
            default:
                await AnswerHealthyAsync(context);
                break;
        }
    }

    private async Task AnswerHealthyAsync(HttpContext context)
    {
        if (context.Request.ContentLength != 0)
        {
            bridge.Note(0, BreachKind.TokenRequest, "a token request without Content-Length: 0");
        }

        if (!IsAuthorized(context.Request.Headers.Authorization.ToString()))
        {
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"acano\"";
            await FailAsync(context, StatusCodes.Status401Unauthorized, "authenticationFailed");
            return;
        }

        context.Response.Headers["X-Cisco-CMS-Auth-Token"] = tokens.Issue();
        context.Response.ContentLength = 0;
    }

    private bool IsAuthorized(string authorization)
    {
        const string Scheme = "Basic ";
        var given = new byte[authorization.Length];
        return authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            && Convert.TryFromBase64String(authorization[Scheme.Length..].Trim(), given, out var length)
            && CryptographicOperations.FixedTimeEquals(given.AsSpan(0, length), _credentials);
    }

    private static Task FailAsync(HttpContext context, int status, string detail)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/xml";
        return context.Response.WriteAsync($"<?xml version=\"1.0\"?><failureDetails><{detail} /></failureDetails>", context.RequestAborted);
    }
}
