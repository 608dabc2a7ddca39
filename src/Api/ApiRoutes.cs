using CmsOrchestrator.Api.CallBridges;
using CmsOrchestrator.Api.Calls;
using CmsOrchestrator.Api.Clusters;
using CmsOrchestrator.Api.Events;
using CmsOrchestrator.Api.Health;
using CmsOrchestrator.Api.History;
using CmsOrchestrator.Api.Http;
using CmsOrchestrator.Api.Keys;
using CmsOrchestrator.Api.Limits;
using CmsOrchestrator.Api.Nodes;
using CmsOrchestrator.Api.OpenApi;
using CmsOrchestrator.Api.Metrics;
using CmsOrchestrator.Api.Page;
using CmsOrchestrator.Api.Participants;
using CmsOrchestrator.Api.Problems;
using CmsOrchestrator.Api.Stats;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CmsOrchestrator.Api;

/// <summary>The API's routes (api.md, "HTTP API").</summary>
public static class ApiRoutes
{
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>
    /// Maps <c>/api/v1</c>, <c>/healthz</c>, <c>/metrics</c> and the page, and puts in front of them, and of whatever else is mapped, what
    /// turns every error into <c>application/problem+json</c>, what asks for a key (only <c>AllowAnonymous</c> lets an endpoint do
    /// without), and the limits. Throws at once if a service that the API reads is missing.
    /// </summary>
    public static WebApplication MapOrchestratorApi(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        _ = app.Services.GetRequiredService<Paging.Pager>();
        _ = app.Services.GetRequiredService<Actors.Views.BridgeFigures>();
        _ = app.Services.GetRequiredService<Uptime>(); // counts from now on
        _ = app.Services.GetRequiredService<INodes>(); // up from now on, not from the first question
        _ = app.Services.GetRequiredService<MetricsReader>(); // counts from now on
        _ = app.Services.GetRequiredService<ChangeSource>();
        _ = app.Services.GetRequiredService<CallFinder>();
        app.UseMiddleware<ProblemMiddleware>();
        app.UseMiddleware<RequestSize>();
        app.UseMiddleware<KeyGate>();
        app.UseRateLimiter();
        app.UseRequestTimeouts();
        app.MapGroup("").AllowAnonymous().DisableRateLimiting().MapHealth().MapPage();
        app.MapGroup("").AllowAnonymous().MapOpenApi();
        app.MapGroup("").RequireAllClusters().MapMetrics();
        app.MapGroup("/api/v1")
            .AddEndpointFilter(Acceptable.Json)
            .AddEndpointFilter(Recovering.Filter)
            .MapClusters()
            .MapCallBridges()
            .MapCalls()
            .MapParticipants()
            .MapHistory()
            .MapNodes()
            .MapStats();
        app.MapGroup("/api/v1")
            .AddEndpointFilter(Acceptable.EventStream)
            .AddEndpointFilter(Recovering.Filter)
            .MapStreams()
            .MapEvents();
        return app;
    }

    /// <summary>Maps GET, and HEAD as HTTP wants it wherever there is GET (RFC 9110 §9.1).</summary>
    internal static T MapRead<T>(this T routes, string pattern, Delegate handler)
        where T : IEndpointRouteBuilder
    {
        routes.MapMethods(pattern, Reading, handler);
        return routes;
    }
}
