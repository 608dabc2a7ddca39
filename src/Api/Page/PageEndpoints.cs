using CmsOrchestrator.Api.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace CmsOrchestrator.Api.Page;

/// <summary>
/// The live page at <c>/</c>. It needs no key, for it holds nothing: what it shows it asks the public API for. A browser lets it
/// load from and talk to its own origin alone, and lets nobody frame it.
/// </summary>
internal static class PageEndpoints
{
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static T MapPage<T>(this T routes)
        where T : IEndpointRouteBuilder => routes
            .MapRead("/", () => new PageResult(PageFile.All["index.html"]))
            .MapRead("/assets/{name}", (string name) => PageFile.All.TryGetValue(name, out var file)
                ? new PageResult(file)
                : (IResult)ApiProblems.NotFound("The page has no such file."));

    private sealed class PageResult(PageFile file) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            var headers = httpContext.Response.Headers;
            headers.ContentSecurityPolicy = ContentSecurityPolicy;
            headers["Referrer-Policy"] = "no-referrer";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers.CacheControl = "no-cache"; // kept, and asked for: a new version shows at once
            return Results.Bytes(file.Bytes, file.ContentType, entityTag: new EntityTagHeaderValue(file.EntityTag)).ExecuteAsync(httpContext);
        }
    }
}
