using System.Text.Json;
using CmsOrchestrator.Api.Http;
using CmsOrchestrator.Api.Keys;
using CmsOrchestrator.Api.Paging;
using CmsOrchestrator.Api.Participants;
using CmsOrchestrator.Api.Problems;
using CmsOrchestrator.Api.Queries;
using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Json;
using CmsOrchestrator.Model.Views;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CmsOrchestrator.Api.Calls;

/// <summary><c>/calls</c>: the active calls, each one merged over its bridges, and who is in one.</summary>
internal static class CallEndpoints
{
    public static T MapCalls<T>(this T routes)
        where T : IEndpointRouteBuilder => routes
            .MapRead("/calls", List)
            .MapRead("/calls/{id}", Get)
            .MapRead("/calls/{id}/participants", Roster);

    private static IResult List(HttpRequest request, Scope scope, Pager pager)
    {
        var parameters = new Parameters(request.Query);
        var filter = new CallFilter(parameters, scope);
        var order = CallOrder.Read(parameters);
        var state = parameters.Word("state", "active", "ended", "all");
        return state is "ended" or "all" && parameters.Problem is null
            ? ApiProblems.NotImplemented("state", "ended calls are not listed yet, only active ones.")
            : pager.List<CallView>(parameters, scope, "calls", (revision, page) => Select(revision.Model, filter, order, page), Write);
    }

    private static IResult Get(string id, HttpRequest request, Scope scope, Revisions revisions)
    {
        var parameters = new Parameters(request.Query);
        return parameters.Problem is { } wrong ? wrong
            : Find(id, scope, revisions.Newest(), out var live) is { } missing ? missing
            : TaggedJson.Of(live.View, ViewJson.Default.CallView);
    }

    private static IResult Roster(string id, HttpRequest request, Scope scope, Pager pager)
    {
        var parameters = new Parameters(request.Query);
        var filter = new ParticipantFilter(parameters, scope);
        return pager.List<ParticipantView>(
            parameters,
            scope,
            $"calls/{Parse(id)}/participants",
            (revision, page) =>
            {
                if (Find(id, scope, revision, out var live) is { } missing)
                {
                    return missing;
                }

                filter.Select(live, page);
                return null;
            },
            ParticipantEndpoints.Write);
    }

    private static void Select(ReadModel model, CallFilter filter, Comparison<CallView>? order, Page<CallView> page)
    {
        List<CallView> matches = [];
        foreach (var (_, call) in model.Calls)
        {
            if (!filter.Matches(call.View))
            {
                continue;
            }

            if (order is null)
            {
                page.Offer(call.View);
            }
            else
            {
                matches.Add(call.View);
            }
        }

        if (order is not null)
        {
            matches.Sort(order);
            matches.ForEach(page.Offer);
        }
    }

    private static Problem? Find(string id, Scope scope, Revision revision, out LiveCall live)
    {
        live = Parse(id) is { } call ? revision.Model.Calls.GetValueOrDefault(call)! : null!;
        return live is not null && scope.Sees(live.View.Cluster)
            ? null
            : ApiProblems.NotFound("There is no active call of this id.") with { IsHidden = live is not null };
    }

    private static CallId? Parse(string id) => Guid.TryParseExact(id, "D", out var value) ? new CallId(value) : null;

    private static void Write(Utf8JsonWriter writer, CallView call) => JsonSerializer.Serialize(writer, call, ViewJson.Default.CallView);
}
