using System.Reflection;
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
    // "0.1.0+5c1f…" is version 0.1.0: which commit it was built of is no part of it (SemVer §10).
    internal static readonly string Version = typeof(StatsEndpoints).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";

    public static T MapStats<T>(this T routes)
        where T : IEndpointRouteBuilder => routes.MapRead("/stats", Get);

    private static IResult Get(HttpRequest request, Scope scope, Revisions revisions, Uptime uptime, Watchers watchers) =>
        new Parameters(request.Query).Problem is { } wrong
            ? wrong
            : new LiveJson<ServiceStats>(
                ServiceStats.Of(revisions.Newest(), scope, Version, uptime.Now, watchers.Count), ApiJson.Default.ServiceStats);
}
