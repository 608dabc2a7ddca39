using System.Text.Json;
using CmsOrchestrator.Api.Json;
using CmsOrchestrator.Api.Keys;
using CmsOrchestrator.Api.Paging;
using CmsOrchestrator.Api.Queries;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CmsOrchestrator.Api.Clusters;

/// <summary><c>/clusters</c>: each cluster with its totals, by name.</summary>
internal static class ClusterEndpoints
{
    public static T MapClusters<T>(this T routes)
        where T : IEndpointRouteBuilder => routes.MapRead("/clusters", List);

    private static IResult List(HttpRequest request, Scope scope, Pager pager) => pager.ListLive<ClusterSummary>(
        new Parameters(request.Query),
        scope,
        "clusters",
        revision => [.. ClusterTally.Of(revision, scope)],
        (writer, cluster) => JsonSerializer.Serialize(writer, cluster, ApiJson.Default.ClusterSummary));
}
