using CmsOrchestrator.Actors.Hosting;
using CmsOrchestrator.Api.Events;
using CmsOrchestrator.Api.Http;
using CmsOrchestrator.Api.Json;
using CmsOrchestrator.Api.Keys;
using CmsOrchestrator.Api.Paging;
using CmsOrchestrator.Api.Queries;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CmsOrchestrator.Api.Stats;

/// <summary><c>/stats</c>: totals, live, and therefore without a tag.</summary>
internal static class StatsEndpoints
{
    public static T MapStats<T>(this T routes)
        where T : IEndpointRouteBuilder => routes.MapRead("/stats", Get);

    private static IResult Get(HttpRequest request, Scope scope, Revisions revisions, Uptime uptime, Watchers watchers) =>
        new Parameters(request.Query).Problem is { } wrong
            ? wrong
            : new LiveJson<ServiceStats>(
                ServiceStats.Of(revisions.Newest(), scope, ProgramVersion.Text, uptime.Now, watchers.Count), ApiJson.Default.ServiceStats);
}
