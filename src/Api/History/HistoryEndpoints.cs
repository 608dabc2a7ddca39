using CmsOrchestrator.Actors.History;
using CmsOrchestrator.Api.Keys;
using CmsOrchestrator.Api.Queries;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CmsOrchestrator.Api.History;

/// <summary><c>/history</c>: calls that have ended and participants that have left, the latest first.</summary>
internal static class HistoryEndpoints
{
    public static T MapHistory<T>(this T routes)
        where T : IEndpointRouteBuilder => routes
            .MapRead("/history/calls", CallsAsync)
            .MapRead("/history/participants", ParticipantsAsync);

    private static Task<IResult> CallsAsync(HttpRequest request, Scope scope, HistoryLists lists, CancellationToken cancellation) =>
        ListAsync(HistoryOf.Calls, "history/calls", request, scope, lists, cancellation);

    private static Task<IResult> ParticipantsAsync(HttpRequest request, Scope scope, HistoryLists lists, CancellationToken cancellation) =>
        ListAsync(HistoryOf.Participants, "history/participants", request, scope, lists, cancellation);

    private static Task<IResult> ListAsync(
        HistoryOf of, string list, HttpRequest request, Scope scope, HistoryLists lists, CancellationToken cancellation)
    {
        var parameters = new Parameters(request.Query);
        var query = HistoryFilter.Read(of, parameters, scope);
        return lists.ListAsync(parameters, scope, list, query, cancellation);
    }
}
