using System.IO.Pipelines;
using CmsOrchestrator.Actors.Databases;
using CmsOrchestrator.Actors.Views;
using CmsOrchestrator.Api.Http;
using CmsOrchestrator.Api.Json;
using CmsOrchestrator.Api.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace CmsOrchestrator.Api.Events;

/// <summary>
/// One watcher's stream. It takes what it has not sent yet out of the window that all share, a bounded part at a time, and keeps nothing
/// but its revision; what is no longer in the window it reads from the feed's table. One that has fallen out of the window and is not back in
/// it after <see cref="CatchUpTime"/> is too slow: its last event says where to resume. It ends with its connection, its key and the service. A connection that takes next to nothing is closed by the web server's minimum rate.
/// </summary>
internal sealed class EventStream(
    ChangeSource source, EventFilter filter, long after, IReadOnlyList<PublishedChange> first, CancellationToken ended) : IResult
{
    /// <summary>The changes that are taken of the window at a time.</summary>
    public const int Part = 256;

    /// <summary>Those that are read from the feed's table at a time: a read waits for its turn, and that must be worth it.</summary>
    public const int StoredPart = 1024;

    // Looked at once a second: no two heartbeats are more than 15 s apart.
    private static readonly TimeSpan HeartbeatTime = TimeSpan.FromSeconds(15) - Watchers.LookTime;
    private static readonly TimeSpan CatchUpTime = TimeSpan.FromSeconds(10);
    private const int FlushBytes = 64 * 1024;

    private readonly List<PublishedChange> _part = [.. first];
    private PipeWriter _writer = null!;
    private long _position = after;
    private long _lastId = after;
    private long _heartbeat;
    private bool _hasCaughtUp;
    private long? _fellBehind;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no";
        if (HttpMethods.IsHead(httpContext.Request.Method))
        {
            return;
        }

        httpContext.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        _writer = response.BodyWriter;
        var bell = source.Watchers.Enter();
        try
        {
            using var stopOnAbort = httpContext.RequestAborted.Register(bell.Stop);
            using var stopWithKey = ended.Register(bell.Stop);
            await RunAsync(bell, httpContext.RequestAborted);
        }
        finally
        {
            source.Watchers.Leave(bell);
        }
    }

    private async Task RunAsync(Bell bell, CancellationToken aborted)
    {
        _heartbeat = source.Time.GetTimestamp();
        EventFrame.WriteBegin(_writer, _position);
        await _writer.FlushAsync(aborted);
        while (!bell.IsStopped)
        {
            if (_part.Count == 0 && _position < source.Views.Changes.Last && await TakeAsync(aborted) is { } problem)
            {
                await CutOffAsync(problem, aborted);
                return;
            }

            await SendAsync(aborted);
            if (_position >= source.Views.Changes.Last && !await bell.WaitAsync())
            {
                return;
            }
        }
    }

    private async Task CutOffAsync(Problem problem, CancellationToken aborted)
    {
        using var body = JsonBody.Of(problem with { Revision = _position }, ApiJson.Default.Problem);
        EventFrame.WriteError(_writer, body.Bytes.Span);
        await _writer.FlushAsync(aborted);
    }

    private async Task<Problem?> TakeAsync(CancellationToken aborted)
    {
        if (source.Views.Changes.Read(_position, Part, _part))
        {
            (_hasCaughtUp, _fellBehind) = (true, null);
            return null;
        }

        // Many changes at once are no fault of the watcher's; that it does not catch up is.
        _fellBehind ??= _hasCaughtUp ? source.Time.GetTimestamp() : null;
        if (_fellBehind is { } since && source.Time.GetElapsedTime(since) > CatchUpTime)
        {
            return ApiProblems.SlowWatcher(_position);
        }

        try
        {
            _part.AddRange(await source.Reader.ReadAsync(_position, StoredPart, aborted));
            return _part.Count > 0 ? null : _hasCaughtUp ? ApiProblems.SlowWatcher(_position) : ApiProblems.RevisionExpired(_position);
        }
        catch (StorageException)
        {
            return ApiProblems.StorageFails();
        }
    }

    private async Task SendAsync(CancellationToken aborted)
    {
        foreach (var change in _part)
        {
            _position = change.Revision;
            if (filter.Matches(change))
            {
                EventFrame.Write(_writer, change);
                _lastId = change.Revision;
                if (_writer.UnflushedBytes > FlushBytes)
                {
                    await _writer.FlushAsync(aborted);
                }
            }
        }

        _part.Clear();
        if (source.Time.GetElapsedTime(_heartbeat) >= HeartbeatTime)
        {
            _heartbeat = source.Time.GetTimestamp();
            Heartbeat();
        }

        if (_writer.UnflushedBytes > 0)
        {
            await _writer.FlushAsync(aborted);
        }
    }

    private void Heartbeat()
    {
        if (_position == _lastId)
        {
            EventFrame.WriteHeartbeat(_writer);
        }
        else
        {
            EventFrame.WriteHeartbeat(_writer, _lastId = _position);
        }
    }
}
