using CmsOrchestrator.Api.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace CmsOrchestrator.Api.Http;

/// <summary>Answers 406 to who accepts no JSON. Of the media ranges that cover it the most exact one counts (RFC 9110 §12.5.1).</summary>
internal static class Acceptable
{
    public static ValueTask<object?> Filter(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        AcceptsJson(context.HttpContext.Request) ? next(context) : ValueTask.FromResult<object?>(ApiProblems.NotAcceptable());

    private static bool AcceptsJson(HttpRequest request)
    {
        if (request.Headers.Accept.Count == 0 || !MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var ranges))
        {
            return true;
        }

        var (bestRank, accepted) = (0, false);
        foreach (var range in ranges)
        {
            var rank = Rank(range);
            if (rank > bestRank)
            {
                (bestRank, accepted) = (rank, range.Quality is not 0);
            }
        }

        return accepted;
    }

    private static int Rank(MediaTypeHeaderValue range) =>
        range.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase) ? 3
        : range.MediaType.Equals("application/*", StringComparison.OrdinalIgnoreCase) ? 2
        : range.MatchesAllTypes ? 1
        : 0;
}
