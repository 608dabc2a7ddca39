using System.Text.Json;
using CmsOrchestrator.Api.Keys;
using CmsOrchestrator.Api.Paging;
using CmsOrchestrator.Api.Queries;
using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Json;
using CmsOrchestrator.Model.Views;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CmsOrchestrator.Api.Participants;

/// <summary><c>/participants</c>: who is in which call, over all clusters, by call and then by participant.</summary>
internal static class ParticipantEndpoints
{
    public static T MapParticipants<T>(this T routes)
        where T : IEndpointRouteBuilder => routes.MapRead("/participants", List);

    internal static void Write(Utf8JsonWriter writer, ParticipantView participant) =>
        JsonSerializer.Serialize(writer, participant, ViewJson.Default.ParticipantView);

    private static IResult List(HttpRequest request, Scope scope, Pager pager)
    {
        var parameters = new Parameters(request.Query);
        var filter = new ParticipantFilter(parameters, scope);
        return pager.List(
            parameters, scope, "participants", parameters.Id("call") is { } call ? filter.Of(new CallId(call)) : filter.OfAll, Write);
    }
}
