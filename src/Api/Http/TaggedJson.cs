using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace CmsOrchestrator.Api.Http;

/// <summary>
/// A 200 with the <c>ETag</c> of its body, or 304 where <c>If-None-Match</c> names it. The tag is that of the bytes, not of the
/// revision: running figures change without one.
/// </summary>
internal sealed class TaggedJson(Action<Utf8JsonWriter> write) : IResult
{
    public static TaggedJson Of<T>(T value, JsonTypeInfo<T> type) => new(writer => JsonSerializer.Serialize(writer, value, type));

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using var body = JsonBody.Of(write);
        var tag = body.EntityTag;
        if (!IsKnown(httpContext, tag))
        {
            await body.SendAsync(httpContext, "application/json");
        }
    }

    /// <summary>Sets the head of a tagged answer; true if it is a 304, which has no more than that.</summary>
    public static bool IsKnown(HttpContext context, string tag)
    {
        context.Response.Headers.ETag = tag;
        context.Response.Headers.CacheControl = "no-cache";
        if (!IsKnown(context.Request, tag))
        {
            return false;
        }

        context.Response.StatusCode = StatusCodes.Status304NotModified;
        return true;
    }

    // The weak comparison of RFC 9110 §13.1.2: a proxy that compressed the body has weakened the tag.
    private static bool IsKnown(HttpRequest request, string tag)
    {
        if (request.Headers.IfNoneMatch.Count == 0 || !EntityTagHeaderValue.TryParseList(request.Headers.IfNoneMatch, out var known))
        {
            return false;
        }

        var own = new EntityTagHeaderValue(tag);
        return known.Any(k => k.Equals(EntityTagHeaderValue.Any) || own.Compare(k, useStrongComparison: false));
    }
}
