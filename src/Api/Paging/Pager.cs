using System.Text.Json;
using CmsOrchestrator.Api.Keys;
using CmsOrchestrator.Api.Limits;
using CmsOrchestrator.Api.Lists;
using CmsOrchestrator.Api.Problems;
using CmsOrchestrator.Api.Queries;
using Microsoft.AspNetCore.Http;

namespace CmsOrchestrator.Api.Paging;

/// <summary>
/// Lists (api.md, "Lists"): <c>limit</c>, <c>cursor</c>, and the envelope. All pages of a walk come from one revision, and a
/// cursor is good only for the query and the scope it was handed out for.
/// </summary>
internal sealed class Pager(Revisions revisions, Selections selections, CursorCodec cursors, LimitsInForce limits)
{
    private const int DefaultLimit = 100;

    private readonly Answers _answers = new();

    /// <summary>The page that the request asks for. The list's own parameters have been read before.</summary>
    /// <param name="scope">What the caller sees; <paramref name="query"/> selects nothing else.</param>
    /// <param name="list">Names the list among all others.</param>
    /// <param name="write">Writes an item, from nothing but the item.</param>
    public IResult List<T>(Parameters parameters, Scope scope, string list, ListQuery<T> query, Action<Utf8JsonWriter, T> write)
        where T : class => Begin(parameters, scope, list, out var walk) is { } problem ? problem : List(walk, query, write);

    /// <summary>Likewise, of a walk that has begun.</summary>
    public IResult List<T>(Walk walk, ListQuery<T> query, Action<Utf8JsonWriter, T> write)
        where T : class
    {
        var known = _answers.Find(walk);
        if (known is { Page: { } kept, IsCurrent: true })
        {
            return new PageJson(kept);
        }

        try
        {
            var page = Encode(walk, Select(walk, query), write, known.Page);
            if (known.IsWorthKeeping)
            {
                _answers.Keep(walk, page);
            }

            return new PageJson(page);
        }
        finally
        {
            known.Page?.Release();
        }
    }

    /// <summary>Likewise, of what changes without a revision, or is not worth sharing.</summary>
    public IResult List<T>(Walk walk, Selection<T> selection, Action<Utf8JsonWriter, T> write) =>
        new PageJson(Encode(walk, selection, write, before: null));

    /// <summary>Likewise.</summary>
    public IResult ListLive<T>(Parameters parameters, Scope scope, string list, Func<Revision, T[]> select, Action<Utf8JsonWriter, T> write) =>
        Begin(parameters, scope, list, out var walk) is { } problem ? problem
        : new PageJson(Encode(walk, new ItemSelection<T>(select(walk.Revision)), write, before: null));

    /// <summary>The page of a walk that the request asks for; or what is wrong with it. The list's own parameters have been read before.</summary>
    public Problem? Begin(Parameters parameters, Scope scope, string list, out Walk walk)
    {
        walk = null!;
        var most = limits.Now.PageSize;
        var limit = parameters.Number("limit", 1, most) ?? Math.Min(DefaultLimit, most);
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

    /// <summary>What the query selects in the walk's revision.</summary>
    public Selection<T> Select<T>(Walk walk, ListQuery<T> query) =>
        walk.Revision.Lists.Find<T>(walk.Query) ?? selections.Of(walk.Revision, walk.Query, query);

    /// <summary>Holds what a walk goes through: every further page costs the page.</summary>
    public void Hold(Walk walk, ISelection selection) =>
        // Where the walk came with a cursor, the revision is held, or has just gone; its time must not begin anew.
        (walk.At is null ? revisions.Hold(walk.Revision) : walk.Revision).Lists.Hold(walk.Query, selection);

    /// <summary>The page, and the cursor of the next one, if there is one.</summary>
    public IResult Answer<T>(Walk walk, long total, IReadOnlyList<T> items, Action<Utf8JsonWriter, T> write, Cursor? next) =>
        new PageJson(Encode(walk, total, items, write, next, before: null));

    private PageBody Encode<T>(Walk walk, Selection<T> selection, Action<Utf8JsonWriter, T> write, PageBody? before)
    {
        var items = selection.Slice(walk.Offset, walk.Limit);
        var next = walk.Offset + items.Length;
        if (next >= selection.Count)
        {
            return Encode(walk, selection.Count, items, write, null, before);
        }

        Hold(walk, selection);
        return Encode(walk, selection.Count, items, write, walk.Next(next), before);
    }

    private PageBody Encode<T>(
        Walk walk, long total, IReadOnlyList<T> items, Action<Utf8JsonWriter, T> write, Cursor? next, PageBody? before)
    {
        if (next is not null && walk.At is null)
        {
            revisions.Hold(walk.Revision);
        }

        return PageEncoder.Encode(walk.Revision.Number, total, items, next is { } there ? cursors.Encode(there) : null, write, before);
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
