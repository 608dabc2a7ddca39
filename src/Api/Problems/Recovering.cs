using CmsOrchestrator.Actors.Views;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CmsOrchestrator.Api.Problems;

/// <summary>
/// Answers 503 until the view is recovered, so that nobody takes a list that is still empty for the truth. Storage that fails
/// later is another matter: what was published stays true, and is served.
/// </summary>
internal static class Recovering
{
    public static ValueTask<object?> Filter(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        context.HttpContext.RequestServices.GetRequiredService<Readiness>().IsRecovered
            ? next(context)
            : ValueTask.FromResult<object?>(ApiProblems.Recovering());
}
