using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace CmsOrchestrator.Api.Http;

/// <summary>An answer that is different every time: without a tag, and not to be kept.</summary>
internal sealed class LiveJson<T>(T value, JsonTypeInfo<T> type, int status = StatusCodes.Status200OK) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = status;
        httpContext.Response.Headers.CacheControl = "no-store";
        using var body = JsonBody.Of(value, type);
        await body.SendAsync(httpContext, "application/json");
    }
}
