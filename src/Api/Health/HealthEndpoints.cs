using CmsOrchestrator.Actors.Views;
using CmsOrchestrator.Api.Http;
using CmsOrchestrator.Api.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CmsOrchestrator.Api.Health;

/// <summary>
/// <c>/healthz</c>: whether the process runs, and whether its answers may be relied on. A bridge that is down is the bridge's
/// trouble, and shows at <c>/callBridges</c>.
/// </summary>
internal static class HealthEndpoints
{
    public static T MapHealth<T>(this T routes)
        where T : IEndpointRouteBuilder => routes
            .MapRead("/healthz/live", Live)
            .MapRead("/healthz/ready", Ready);

    private static LiveJson<ServiceHealth> Live() => new(new ServiceHealth("live", null), ApiJson.Default.ServiceHealth);

    private static LiveJson<ServiceHealth> Ready(Readiness readiness) => readiness.WaitsFor is { } waitsFor
        ? new(new ServiceHealth("notReady", waitsFor), ApiJson.Default.ServiceHealth, StatusCodes.Status503ServiceUnavailable)
        : new(new ServiceHealth("ready", null), ApiJson.Default.ServiceHealth);
}
