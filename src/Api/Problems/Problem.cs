using System.Globalization;
using System.Text.Json.Serialization;
using CmsOrchestrator.Api.Http;
using CmsOrchestrator.Api.Json;
using Microsoft.AspNetCore.Http;

namespace CmsOrchestrator.Api.Problems;

/// <summary>An error as RFC 9457 has it. Its texts are written here, never taken from an exception.</summary>
/// <param name="Type">One of <see cref="ProblemTypes"/>: what a program may rely on.</param>
/// <param name="Detail">For people: what is wrong with this request.</param>
internal sealed record Problem(
    string Type,
    string Title,
    int Status,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Detail) : IResult
{
    /// <summary>The query parameter that is wrong.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Parameter { get; init; }

    /// <summary>Seconds after which another attempt makes sense.</summary>
    [JsonIgnore]
    public int? RetryAfter { get; init; }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Status;
        response.Headers.CacheControl = "no-store";
        if (RetryAfter is { } seconds)
        {
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        using var body = JsonBody.Of(this, ApiJson.Default.Problem);
        await body.SendAsync(httpContext, "application/problem+json");
    }
}
