using System.Text.Json;
using CmsOrchestrator.Actors.History;
using CmsOrchestrator.Api.Keys;
using CmsOrchestrator.Api.Paging;
using CmsOrchestrator.Api.Problems;
using CmsOrchestrator.Api.Queries;
using CmsOrchestrator.Model;
using Microsoft.AspNetCore.Http;

namespace CmsOrchestrator.Api.History;

/// <summary>Lists that come from the history tables, row by row as they were written.</summary>
internal sealed class HistoryLists(Pager pager, HistoryMoments moments, IHistoryReader reader)
{
    public Task<IResult> ListAsync(Parameters parameters, Scope scope, string list, HistoryQuery query, CancellationToken cancellation) => ListAsync(
        parameters,
        scope,
        list,
        moment => reader.CountAsync(query, moment, cancellation),
        (moment, after, most) => reader.ReadAsync(query, moment, after, most, cancellation));

    /// <summary>A call's own history; the call is there.</summary>
    public Task<IResult> LinesAsync(Parameters parameters, Scope scope, CallId call, CancellationToken cancellation) => ListAsync(
        parameters,
        scope,
        $"calls/{call}/history",
        moment => reader.CountLinesAsync(call, moment, cancellation),
        async (moment, after, most) => await reader.ReadLinesAsync(call, moment, after, most, cancellation));

    private async Task<IResult> ListAsync(
        Parameters parameters, Scope scope, string list, Func<HistoryMoment, Task<long>> count,
        Func<HistoryMoment, long, int, Task<IReadOnlyList<HistoryRow>?>> read)
    {
        if (pager.Begin(parameters, scope, list, out var walk) is { } problem)
        {
            return problem;
        }

        if (moments.Of(walk) is not { } moment)
        {
            return ApiProblems.CursorExpired();
        }

        var total = walk.At?.Total ?? await count(moment);
        if (await read(moment, walk.At?.Row ?? 0, walk.Limit) is not { } rows)
        {
            return ApiProblems.CursorExpired();
        }

        var next = walk.Offset + rows.Count;
        return pager.Answer(
            walk, total, rows, Write, next < total && rows.Count > 0 ? walk.Next(next, rows[^1].Revision, total, moment.Oldest.Milliseconds) : null);
    }

    internal static void Write(Utf8JsonWriter writer, HistoryRow row) => writer.WriteRawValue(row.Body, skipInputValidation: true);
}
