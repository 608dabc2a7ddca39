using System.Text;
using CmsOrchestrator.Api.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace CmsOrchestrator.Api.Limits;

/// <summary>
/// Answers 414 and 431 as problems. Kestrel's own bounds are further out: what is beyond those is cut off there, without a word.
/// </summary>
internal sealed class RequestSize(RequestDelegate next, LimitsInForce limits)
{
    private const int AroundHeader = 4; // ": " and the line end

    public Task InvokeAsync(HttpContext context)
    {
        var now = limits.Now;
        return context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.Length > now.UrlLength
                ? ApiProblems.UrlTooLong(now.UrlLength).ExecuteAsync(context)
            : HeaderBytes(context.Request.Headers) > now.HeaderBytes
                ? ApiProblems.HeadersTooLarge(now.HeaderBytes).ExecuteAsync(context)
            : next(context);
    }

    private static int HeaderBytes(IHeaderDictionary headers)
    {
        var bytes = 0;
        foreach (var (name, values) in headers)
        {
            foreach (var value in values)
            {
                bytes += name.Length + AroundHeader + Encoding.UTF8.GetByteCount(value ?? "");
            }
        }

        return bytes;
    }
}
