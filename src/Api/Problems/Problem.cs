using System.Globalization;
using System.Text.Json.Serialization;
using CmsOrchestrator.Api.Http;
using CmsOrchestrator.Api.Json;
using CmsOrchestrator.Api.Keys;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

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

    /// <summary>Where a stream that was cut off goes on.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Revision { get; init; }

    /// <summary>Seconds after which another attempt makes sense.</summary>
    [JsonIgnore]
    public int? RetryAfter { get; init; }

    /// <summary>It is there, and not for the caller: the answer is as if it were not, the audit log knows.</summary>
    [JsonIgnore]
    public bool IsHidden { get; init; }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        if (IsHidden)
        {
            httpContext.RequestServices.GetRequiredService<AuditLog>().Denied(httpContext, "not in the key's clusters");
        }

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
