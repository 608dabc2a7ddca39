using System.Text.Json;
using CmsOrchestrator.Actors.Views;
using CmsOrchestrator.Api.Http;
using CmsOrchestrator.Api.Json;
using CmsOrchestrator.Api.Keys;
using CmsOrchestrator.Api.Paging;
using CmsOrchestrator.Api.Problems;
using CmsOrchestrator.Api.Queries;
using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Views;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CmsOrchestrator.Api.CallBridges;

/// <summary><c>/callBridges</c>: how each bridge is doing, by name, those of one name by cluster.</summary>
internal static class CallBridgeEndpoints
{
    public static T MapCallBridges<T>(this T routes)
        where T : IEndpointRouteBuilder => routes
            .MapRead("/callBridges", List)
            .MapRead("/callBridges/{cluster}/{name}", Get);

    private static IResult List(HttpRequest request, Scope scope, Pager pager, BridgeFigures figures)
    {
        var parameters = new Parameters(request.Query);
        var cluster = parameters.Text("cluster");
        return pager.ListLive<CallBridgeView>(
            parameters,
            scope,
            "callBridges",
            revision =>
            [
                .. revision.Model.CallBridges.Values
                    .Where(b => scope.Sees(b.Cluster) && (cluster is null || b.Cluster.Value == cluster))
                    .OrderBy(b => b.Name)
                    .ThenBy(b => b.Cluster.Value, StringComparer.Ordinal),
            ],
            (writer, bridge) => JsonSerializer.Serialize(writer, Detail(bridge, figures), ApiJson.Default.CallBridgeDetail));
    }

    private static IResult Get(
        string cluster, string name, HttpRequest request, Scope scope, Revisions revisions, BridgeFigures figures)
    {
        var parameters = new Parameters(request.Query);
        var key = (new ClusterName(cluster), new CallBridgeName(name));
        return parameters.Problem is { } wrong ? wrong
            : revisions.Newest().Model.CallBridges.TryGetValue(key, out var bridge) && scope.Sees(bridge.Cluster)
                ? TaggedJson.Of(Detail(bridge, figures), ApiJson.Default.CallBridgeDetail)
                : ApiProblems.NotFound("There is no Call Bridge of this name in a cluster of this name.") with { IsHidden = bridge is not null };
    }

    private static CallBridgeDetail Detail(CallBridgeView bridge, BridgeFigures figures) =>
        CallBridgeDetail.Of(bridge, figures.Find(bridge.Cluster, bridge.Name));
}
