using System.Text.Json;
using CmsOrchestrator.Api.History;
using CmsOrchestrator.Api.Http;
using CmsOrchestrator.Api.Keys;
using CmsOrchestrator.Api.Paging;
using CmsOrchestrator.Api.Participants;
using CmsOrchestrator.Api.Queries;
using CmsOrchestrator.Model.Json;
using CmsOrchestrator.Model.Views;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CmsOrchestrator.Api.Calls;

/// <summary><c>/calls</c>: calls, each one merged over its bridges, who is in one, and what happened in it.</summary>
internal static class CallEndpoints
{
    public static T MapCalls<T>(this T routes)
        where T : IEndpointRouteBuilder => routes
            .MapRead("/calls", ListAsync)
            .MapRead("/calls/{id}", GetAsync)
            .MapRead("/calls/{id}/participants", RosterAsync)
            .MapRead("/calls/{id}/history", HistoryAsync);

    private static async Task<IResult> ListAsync(HttpRequest request, Scope scope, Pager pager, EndedCalls ended, CancellationToken cancellation)
    {
        var parameters = new Parameters(request.Query);
        var filter = new CallFilter(parameters, scope);
        var order = CallOrder.Read(parameters);
        var active = filter.InOrder(order);
        return parameters.Word("state", "active", "ended", "all") switch
        {
            "ended" => await ended.ListAsync(parameters, scope, filter, order, null, cancellation),
            "all" => await ended.ListAsync(parameters, scope, filter, order, active, cancellation),
            _ => pager.List(parameters, scope, "calls", active, Write),
        };
    }

    private static async Task<IResult> GetAsync(
        string id, HttpRequest request, Scope scope, Revisions revisions, CallFinder finder, CancellationToken cancellation)
    {
        var parameters = new Parameters(request.Query);
        if (parameters.Problem is { } wrong)
        {
            return wrong;
        }

        var found = await finder.FindAsync(id, scope, revisions.Newest(), cancellation);
        return found.Problem is { } missing ? missing
            : found.Live is { } live ? TaggedJson.Of(live.View, ViewJson.Default.CallView)
            : new TaggedJson(writer => writer.WriteRawValue(found.Ended!.Body, skipInputValidation: true));
    }

    private static async Task<IResult> RosterAsync(
        string id, HttpRequest request, Scope scope, Pager pager, CallFinder finder, CancellationToken cancellation)
    {
        var parameters = new Parameters(request.Query);
        var filter = new ParticipantFilter(parameters, scope);
        if (pager.Begin(parameters, scope, $"calls/{id.ToUpperInvariant()}/participants", out var walk) is { } problem)
        {
            return problem;
        }

        var found = await finder.FindAsync(id, scope, walk.Revision, cancellation);
        if (found.Problem is { } missing)
        {
            return missing;
        }

        if (found.Live is not null)
        {
            return pager.List(walk, filter.Of(found.Id), ParticipantEndpoints.Write);
        }

        var people = walk.Revision.Lists.Find<ParticipantView>(walk.Query)
            ?? filter.Of(await finder.WhoWasInAsync(found.Ended!, walk.Revision, cancellation));
        return pager.List(walk, people, ParticipantEndpoints.Write);
    }

    private static async Task<IResult> HistoryAsync(
        string id, HttpRequest request, Scope scope, Revisions revisions, CallFinder finder, HistoryLists lists, CancellationToken cancellation)
    {
        var parameters = new Parameters(request.Query);
        var found = await finder.FindAsync(id, scope, revisions.Newest(), cancellation);
        return found.Problem is { } missing ? missing : await lists.LinesAsync(parameters, scope, found.Id, cancellation);
    }

    private static void Write(Utf8JsonWriter writer, CallView call) => JsonSerializer.Serialize(writer, call, ViewJson.Default.CallView);
}
