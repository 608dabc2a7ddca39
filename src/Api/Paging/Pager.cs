using System.Text.Json;
using CmsOrchestrator.Api.Http;
using CmsOrchestrator.Api.Keys;
using CmsOrchestrator.Api.Limits;
using CmsOrchestrator.Api.Problems;
using CmsOrchestrator.Api.Queries;
using Microsoft.AspNetCore.Http;

namespace CmsOrchestrator.Api.Paging;

/// <summary>
/// Lists (api.md, "Lists"): <c>limit</c>, <c>cursor</c>, and the envelope. All pages of a walk come from one revision, and a
/// cursor is good only for the query and the scope it was handed out for.
/// </summary>
internal sealed class Pager(Revisions revisions, CursorCodec cursors, ApiLimits limits)
{
    private readonly Answers _answers = new();

    private const int DefaultLimit = 100;

    /// <summary>The page that the request asks for. The list's own parameters have been read before.</summary>
    /// <param name="scope">What the caller sees; <paramref name="select"/> offers nothing else.</param>
    /// <param name="list">Names the list among all others.</param>
    /// <param name="select">Offers what matches to the page, in the list's order: a function of the revision, as what <paramref name="write"/> writes.</param>
    public IResult List<T>(
        Parameters parameters, Scope scope, string list, Action<Revision, Page<T>> select, Action<Utf8JsonWriter, T> write) =>
        Begin(parameters, scope, list, out var walk) is { } problem ? problem
        : Kept(walk, out var keep) is { } kept ? kept
        : walk.Revision.Lists.Find<T>(walk.Query) is { } held ? Answer(walk, held, write, keep)
        : Answer(walk, Select(walk, select, holds: true), write, keep);

    /// <summary>Likewise, of what changes without a revision.</summary>
    public IResult ListLive<T>(
        Parameters parameters, Scope scope, string list, Action<Revision, Page<T>> select, Action<Utf8JsonWriter, T> write) =>
        Begin(parameters, scope, list, out var walk) is { } problem ? problem : Answer(walk, Select(walk, select, holds: false), write, keep: null);

    private Page<T> Select<T>(Walk walk, Action<Revision, Page<T>> select, bool holds)
    {
        var page = new Page<T>(walk.Offset, walk.Limit);
        select(walk.Revision, page);
        if (holds && walk.Offset + page.Items.Count < page.Total && page.All is { } all)
        {
            // Where the walk came with a cursor, the revision is held, or has just gone; its time must not begin anew.
            (walk.At is null ? revisions.Hold(walk.Revision) : walk.Revision).Lists.Hold(walk.Query, all);
        }

        return page;
    }

    private IResult Answer<T>(Walk walk, Page<T> page, Action<Utf8JsonWriter, T> write, Action<EncodedJson>? keep)
    {
        var next = walk.Offset + page.Items.Count;
        return Answer(walk, page.Total, page.Items, write, next < page.Total ? walk.Next(next) : null, keep);
    }

    private IResult Answer<T>(Walk walk, T[] list, Action<Utf8JsonWriter, T> write, Action<EncodedJson>? keep)
    {
        var from = (int)Math.Min(walk.Offset, list.Length);
        var items = new ArraySegment<T>(list, from, Math.Min(walk.Limit, list.Length - from));
        var next = from + items.Count;
        return Answer(walk, list.Length, items, write, next < list.Length ? walk.Next(next) : null, keep);
    }

    /// <summary>The page of a walk that the request asks for; or what is wrong with it. The list's own parameters have been read before.</summary>
    public Problem? Begin(Parameters parameters, Scope scope, string list, out Walk walk)
    {
        walk = null!;
        var limit = parameters.Number("limit", 1, limits.PageSize) ?? Math.Min(DefaultLimit, limits.PageSize);
        var text = parameters.Text("cursor");
        if (parameters.Problem is { } wrong)
        {
            return wrong;
        }

        var query = parameters.Fingerprint(list, scope);
        if (Find(text, query, out var revision, out var at) is { } lost)
        {
            return lost;
        }

        walk = new Walk(revision, query, limit, at);
        return null;
    }

    /// <summary>The answer to an equal request, where it is kept; else whom to give the one that is made, if it is a function of the revision.</summary>
    public IResult? Kept(Walk walk, out Action<EncodedJson>? keep) => _answers.Find(walk, out keep);

    /// <summary>The page, and the cursor of the next one, if there is one.</summary>
    public IResult Answer<T>(
        Walk walk, long total, IReadOnlyList<T> items, Action<Utf8JsonWriter, T> write, Cursor? next,
        Action<EncodedJson>? keep = null)
    {
        if (next is not null && walk.At is null)
        {
            revisions.Hold(walk.Revision);
        }

        var cursor = next is { } there ? cursors.Encode(there) : null;
        return new TaggedJson(writer =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("revision"u8, walk.Revision.Number);
            writer.WriteNumber("total"u8, total);
            writer.WriteStartArray("items"u8);
            foreach (var item in items)
            {
                write(writer, item);
            }

            writer.WriteEndArray();
            writer.WriteString("next"u8, cursor);
            writer.WriteEndObject();
        }, keep);
    }

    private Problem? Find(string? text, long query, out Revision revision, out Cursor? at)
    {
        at = null;
        revision = null!;
        if (text is null)
        {
            revision = revisions.Newest();
            return null;
        }

        switch (cursors.Decode(text, out var cursor))
        {
            case CursorOrigin.Nowhere:
                return ApiProblems.InvalidParameter("cursor", "not one that was handed out here.");
            case CursorOrigin.OtherProcess:
                return ApiProblems.CursorExpired();
        }

        if (cursor.Query != query)
        {
            return ApiProblems.InvalidParameter("cursor", "of another query. Repeat the parameters of the page that it came with.");
        }

        if (revisions.Find(cursor.Revision) is not { } held)
        {
            return ApiProblems.CursorExpired();
        }

        (revision, at) = (held, cursor);
        return null;
    }
}
