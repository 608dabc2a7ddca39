using Microsoft.AspNetCore.Http;

namespace CmsOrchestrator.Api.Http;

/// <summary>A tagged answer whose bytes are there already. Immutable; any number of requests may be answered with it.</summary>
internal sealed class EncodedJson(byte[] body, string tag) : IResult
{
    public int Length => body.Length;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        if (TaggedJson.IsKnown(httpContext, tag))
        {
            return;
        }

        httpContext.Response.ContentType = "application/json";
        httpContext.Response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(httpContext.Request.Method))
        {
            await httpContext.Response.Body.WriteAsync(body, httpContext.RequestAborted);
        }
    }
}
