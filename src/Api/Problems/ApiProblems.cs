using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace CmsOrchestrator.Api.Problems;

/// <summary>The problems that the API answers with.</summary>
internal static class ApiProblems
{
    /// <summary>The detail names the parameter and says what would be right.</summary>
    public static Problem InvalidParameter(string name, string reason) =>
        new(ProblemTypes.InvalidParameter, "Invalid parameter", StatusCodes.Status400BadRequest, $"{name}: {reason}") { Parameter = name };

    public static Problem Unauthorized() => new(
        ProblemTypes.Unauthorized, "Unauthorized", StatusCodes.Status401Unauthorized,
        "A key is needed: Authorization: Bearer <key>. There was none, or it is not in force.");

    public static Problem NotFound(string what) => new(ProblemTypes.NotFound, "Not found", StatusCodes.Status404NotFound, what);

    public static Problem CursorExpired() => new(
        ProblemTypes.CursorExpired, "The cursor has expired", StatusCodes.Status410Gone,
        "The revision that this walk shows is no longer held. Start again without a cursor.") { Parameter = "cursor" };

    public static Problem NotAcceptable(string mediaType) => new(
        ProblemTypes.NotAcceptable, "Not acceptable", StatusCodes.Status406NotAcceptable, $"Answers are {mediaType}.");

    public static Problem RevisionExpired(long revision) => new(
        ProblemTypes.RevisionExpired, "The revision is no longer kept", StatusCodes.Status410Gone,
        $"The changes after revision {revision} are no longer kept. Read the lists, and go on from their revision.");

    public static Problem SlowWatcher(long revision) => new(
        ProblemTypes.SlowWatcher, "The stream was read too slowly", StatusCodes.Status503ServiceUnavailable,
        $"Changes came faster than they were read. Resume with after={revision}.");

    public static Problem StorageFails() => new(
        ProblemTypes.StorageFails, "The storage fails", StatusCodes.Status503ServiceUnavailable,
        "The storage could not be read, or not in time; the log has the cause. Narrow the query, or try again.") { RetryAfter = 2 };

    public static Problem Recovering() => new(
        ProblemTypes.Recovering, "Recovering", StatusCodes.Status503ServiceUnavailable,
        "The calls are being recovered; an answer would not be complete yet.") { RetryAfter = 2 };

    public static Problem UrlTooLong(int most) => new(
        ProblemTypes.UrlTooLong, "URL too long", StatusCodes.Status414UriTooLong, $"Path and query have {most} bytes at most.");

    public static Problem HeadersTooLarge(int most) => new(
        ProblemTypes.HeadersTooLarge, "Headers too large", StatusCodes.Status431RequestHeaderFieldsTooLarge,
        $"All headers together have {most} bytes at most.");

    public static Problem TooManyRequests(int seconds) => new(
        ProblemTypes.TooManyRequests, "Too many requests", StatusCodes.Status429TooManyRequests,
        "More requests per second than one client may have.") { RetryAfter = seconds };

    public static Problem TooManyStreams(int seconds) => new(
        ProblemTypes.TooManyStreams, "Too many streams", StatusCodes.Status429TooManyRequests,
        "More open streams than one client may have.") { RetryAfter = seconds };

    public static Problem TimedOut() => new(
        ProblemTypes.TimedOut, "Timed out", StatusCodes.Status503ServiceUnavailable,
        "The answer was not ready in time. Ask for less.") { RetryAfter = 10 };

    /// <summary>The problem of a status that the pipeline, not an endpoint, came to.</summary>
    public static Problem OfStatus(int status) => status switch
    {
        StatusCodes.Status404NotFound => NotFound("There is nothing at this address."),
        StatusCodes.Status405MethodNotAllowed => new(
            ProblemTypes.MethodNotAllowed, "Method not allowed", status, "The Allow header has the methods of this address."),
        StatusCodes.Status503ServiceUnavailable => TimedOut(),
        StatusCodes.Status500InternalServerError => new(
            ProblemTypes.InternalError, "Internal error", status, "The request failed here; the log has the cause."),
        _ => new(ProblemTypes.None, ReasonPhrases.GetReasonPhrase(status), status, null),
    };
}
