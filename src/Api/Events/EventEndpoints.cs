using System.Globalization;
using CmsOrchestrator.Actors.Views;
using CmsOrchestrator.Api.Keys;
using CmsOrchestrator.Api.Problems;
using CmsOrchestrator.Api.Queries;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CmsOrchestrator.Api.Events;

/// <summary><c>/events</c>: the change stream, from a revision on, as server-sent events.</summary>
internal static class EventEndpoints
{
    private const string LastEventId = "Last-Event-ID";

    public static T MapEvents<T>(this T routes)
        where T : IEndpointRouteBuilder => routes.MapRead("/events", GetAsync);

    private static async Task<IResult> GetAsync(HttpRequest request, Caller caller, ChangeSource source, CancellationToken cancellation)
    {
        var parameters = new Parameters(request.Query);
        var filter = new EventFilter(parameters, caller.Scope);
        var newest = source.Views.Current.Revision;
        var after = parameters.Count("after");
        if (parameters.Problem is { } wrong)
        {
            return wrong;
        }

        // A browser that reconnects repeats the address, and says in the header how far it has come since.
        var (name, text) = ("after", request.Headers[LastEventId].ToString());
        if (text.Length > 0)
        {
            if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            {
                return ApiProblems.InvalidParameter(LastEventId, $"'{text}' is not a revision.");
            }

            (name, after) = (LastEventId, id);
        }

        // Another node may have told of what this one has not read yet: it comes, and the stream goes on behind it.
        if (after > newest && await source.Reader.LastAsync(cancellation) is var last && after > last)
        {
            return ApiProblems.InvalidParameter(name, $"revision {after} is not there yet; the newest is {last}.");
        }

        // Taken before the answer begins: a revision that is no longer kept must be its status.
        List<PublishedChange> first = [];
        if (after < newest && !source.Views.Changes.Read(after.Value, EventStream.Part, first))
        {
            first.AddRange(await source.Reader.ReadAsync(after.Value, EventStream.StoredPart, cancellation));
            if (first.Count == 0)
            {
                return ApiProblems.RevisionExpired(after.Value);
            }
        }

        return new EventStream(source, filter, after ?? newest, first, caller.Ended);
    }
}
