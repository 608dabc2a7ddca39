using CmsOrchestrator.Actors.Databases;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CmsOrchestrator.Api.Problems;

/// <summary>
/// Gives every error that has no body yet one of RFC 9457, and keeps exceptions to the log: what went wrong inside is nobody's
/// business outside.
/// </summary>
internal sealed class ProblemMiddleware(RequestDelegate next, ILogger<ProblemMiddleware> log)
{
    private static readonly EventId RequestFailed = new(5001, nameof(RequestFailed));

    public async Task InvokeAsync(HttpContext context)
    {
        Harden(context.Response);
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return;
        }
        catch (OperationCanceledException) when (context.Response.HasStarted)
        {
            context.Abort(); // its time is over: half an answer must not look like a whole one
            return;
        }
        catch (BadHttpRequestException e) when (!context.Response.HasStarted)
        {
            context.Response.StatusCode = e.StatusCode;
        }
        catch (StorageException e) when (!context.Response.HasStarted)
        {
            log.LogWarning("{Method} {Path} could not be answered: {Problem}", context.Request.Method, context.Request.Path, e.Message);
            await ApiProblems.StorageFails().ExecuteAsync(context);
            return;
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            log.LogError(RequestFailed, e, "{Method} {Path} failed.", context.Request.Method, context.Request.Path);
            context.Response.Clear();
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }

        if (context.Response is { HasStarted: false, StatusCode: >= 400, ContentLength: null, ContentType: null })
        {
            Harden(context.Response); // whoever set the status may have cleared the rest
            await ApiProblems.OfStatus(context.Response.StatusCode).ExecuteAsync(context);
        }
    }

    // Names and URIs are what callers chose: no browser may take an answer for anything but the JSON that it is.
    private static void Harden(HttpResponse response) => response.Headers.XContentTypeOptions = "nosniff";
}
