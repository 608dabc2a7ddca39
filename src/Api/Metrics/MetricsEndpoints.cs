using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CmsOrchestrator.Api.Metrics;

/// <summary><c>/metrics</c> in Prometheus' text format; also while the service is not ready, when it is needed most.</summary>
internal static class MetricsEndpoints
{
    public static T MapMetrics<T>(this T routes)
        where T : IEndpointRouteBuilder => routes.MapRead("/metrics", Get);

    private static IResult Get(MetricsReader metrics, HttpResponse response)
    {
        response.Headers.CacheControl = "no-store";
        return Results.Text(metrics.Read(), MetricText.ContentType);
    }
}
