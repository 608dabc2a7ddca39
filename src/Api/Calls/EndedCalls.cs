using System.Text.Json;
using CmsOrchestrator.Actors.History;
using CmsOrchestrator.Api.History;
using CmsOrchestrator.Api.Keys;
using CmsOrchestrator.Api.Lists;
using CmsOrchestrator.Api.Paging;
using CmsOrchestrator.Api.Problems;
using CmsOrchestrator.Api.Queries;
using CmsOrchestrator.Model.Json;
using CmsOrchestrator.Model.Views;
using Microsoft.AspNetCore.Http;

namespace CmsOrchestrator.Api.Calls;

/// <summary>
/// <c>/calls?state=ended</c> and <c>all</c>: one list out of two, the read model and the history tables, both as of one revision: a call
/// that ended at it or before is in the tables, every other in the model.
/// </summary>
internal sealed class EndedCalls(Pager pager, HistoryMoments moments, IHistoryReader reader)
{
    private static readonly ItemSelection<CallView> None = new([]);

    /// <param name="active">The active calls of the list, in its order; null where it has none.</param>
    public async Task<IResult> ListAsync(
        Parameters parameters, Scope scope, CallFilter filter, CallOrder order, ListQuery<CallView>? active,
        CancellationToken cancellation)
    {
        if (pager.Begin(parameters, scope, "calls", out var walk) is { } problem)
        {
            return problem;
        }

        var query = filter.OfEnded(order.OfEnded);
        if (moments.Of(walk) is not { } moment || await ReadAsync(query, moment, walk, cancellation) is not { } rows)
        {
            return ApiProblems.CursorExpired();
        }

        var live = active is null ? None : pager.Select(walk, active);
        var total = walk.At?.Total ?? live.Count + (query is null ? 0 : await reader.CountAsync(query, moment, cancellation));
        var page = new MergedPage(live, walk.Offset, rows, order.Compare, walk.Limit);
        if (page.IsLast)
        {
            return pager.Answer(walk, total, page.Items, Write, null);
        }

        pager.Hold(walk, live);
        return pager.Answer(
            walk, total, page.Items, Write, walk.Next(page.Offset, page.LastRow ?? walk.At?.Row ?? 0, total, moment.Oldest.Milliseconds));
    }

    // One more than the page may need: whether there is a next one.
    private async Task<IReadOnlyList<HistoryRow>?> ReadAsync(
        HistoryQuery? query, HistoryMoment moment, Walk walk, CancellationToken cancellation) =>
        query is null ? [] : await reader.ReadAsync(query, moment, walk.At?.Row ?? 0, walk.Limit + 1, cancellation);

    private static void Write(Utf8JsonWriter writer, CallView call) => JsonSerializer.Serialize(writer, call, PlainJson.Views.CallView);
}
