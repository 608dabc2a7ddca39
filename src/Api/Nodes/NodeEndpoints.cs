using System.Text.Json;
using CmsOrchestrator.Api.Json;
using CmsOrchestrator.Api.Keys;
using CmsOrchestrator.Api.Paging;
using CmsOrchestrator.Api.Queries;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CmsOrchestrator.Api.Nodes;

/// <summary>
/// <c>/nodes</c>: each node with what it runs, by name. Nodes are no part of the feed: a page shows them as they are when it is asked
/// for, beside the newest revision.
/// </summary>
internal static class NodeEndpoints
{
    public static T MapNodes<T>(this T routes)
        where T : IEndpointRouteBuilder => routes.MapRead("/nodes", List);

    private static IResult List(HttpRequest request, Scope scope, Pager pager, INodes nodes) => pager.ListLive<Actors.Nodes.NodeView>(
        new Parameters(request.Query),
        scope,
        "nodes",
        _ => [.. nodes.Current.Select(node => node with { Clusters = [.. node.Clusters.Where(scope.Sees)] })],
        (writer, node) => JsonSerializer.Serialize(writer, node, ApiJson.Default.NodeView));
}
