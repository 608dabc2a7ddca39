using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace CmsOrchestrator.Actors.Wire;

/// <summary>One token request and what its answer means (protocol.md §1).</summary>
internal sealed class TokenExchange(Uri bridge, string username, string password)
{
    private const string TokenHeader = "X-Cisco-CMS-Auth-Token";
    private const int MaxTokenLength = 512;

    private readonly string _credentials = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{username}:{password}"));

    public async Task<TokenResult> RunAsync(HttpMessageInvoker invoker, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(bridge, "/api/v1/authTokens"))
        {
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent([]),
            Headers = { Authorization = new AuthenticationHeaderValue("Basic", _credentials) },
        };
        using var response = await invoker.SendAsync(request, cancellation);
        if (response.StatusCode == HttpStatusCode.OK)
        {
            return Granted(response);
        }

        var details = await DetailsAsync(response, cancellation);
        return response.StatusCode switch
        {
            HttpStatusCode.Unauthorized => new TokenResult.Unauthorized(
                $"the Call Bridge does not accept the user name and password (401){details}"),
            HttpStatusCode.Forbidden => new TokenResult.Unauthorized(
                $"the Call Bridge does not let this user ask for a token (403): has it the rights for the API?{details}"),
            HttpStatusCode.NotFound => new TokenResult.Failed(
                $"there is no /api/v1/authTokens at this address (404): is it the Web Admin port of a Meeting Server?{details}"),
            var status => new TokenResult.Failed($"the token request was answered with {Text(status)}{details}"),
        };
    }

    public static string Text(HttpStatusCode status) => $"{(int)status} {ReasonPhrases.GetReasonPhrase((int)status)}".TrimEnd();

    private TokenResult Granted(HttpResponseMessage response)
    {
        if (response.Headers.TryGetValues(TokenHeader, out var values) && values.ToList() is [{ Length: > 0 and <= MaxTokenLength } token])
        {
            return new TokenResult.Granted(new EventToken(token));
        }

        var type = response.Content.Headers.ContentType?.MediaType ?? "no content type";
        return new TokenResult.Failed(OneLine.HasAny(type, Secrets)
            ? "the answer to the token request has no token"
            : $"the answer to the token request has no token (200, {OneLine.Of(type)}): is it the Web Admin port of a Meeting Server?");
    }

    private IReadOnlyList<string> Secrets => [password, _credentials];

    private async Task<string> DetailsAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var body = new byte[FailureDetails.MaxBytes];
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
            var length = await stream.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancellation);
            var names = FailureDetails.Names(body[..length], Secrets);
            return names.Length > 0 ? $"; it says: {names}" : "";
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException or OperationCanceledException)
        {
            return ""; // the status is the answer; a body that stops in the middle, or never comes, takes nothing from it
        }
    }
}
