using CmsOrchestrator.Api.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace CmsOrchestrator.Api.Http;

/// <summary>
/// Answers 406 to who does not accept what is answered. Of the media ranges that cover it the most exact one counts (RFC 9110 §12.5.1).
/// </summary>
internal static class Acceptable
{
    public static ValueTask<object?> Json(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        Filter(context, next, "application/json", "application/*");

    public static ValueTask<object?> EventStream(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        Filter(context, next, "text/event-stream", "text/*");

    private static ValueTask<object?> Filter(EndpointFilterInvocationContext context, EndpointFilterDelegate next, string type, string range) =>
        Accepts(context.HttpContext.Request, type, range) ? next(context) : ValueTask.FromResult<object?>(ApiProblems.NotAcceptable(type));

    private static bool Accepts(HttpRequest request, string type, string range)
    {
        if (request.Headers.Accept.Count == 0 || !MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted))
        {
            return true;
        }

        var (bestRank, accepts) = (0, false);
        foreach (var given in accepted)
        {
            var rank = Is(given, type) ? 3 : Is(given, range) ? 2 : given.MatchesAllTypes ? 1 : 0;
            if (rank > bestRank)
            {
                (bestRank, accepts) = (rank, given.Quality is not 0);
            }
        }

        return accepts;
    }

    private static bool Is(MediaTypeHeaderValue given, string type) => given.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase);
}
