using System.Diagnostics;
using Akka.Actor;
using Akka.Event;
using CmsOrchestrator.Actors.Hosting;

namespace CmsOrchestrator.Actors.Feed;

/// <summary>
/// The store's work, one piece at a time and beside the actor's turns. A piece that fails is kept and tried again, after longer and
/// longer pauses, until it succeeds; meanwhile readiness says why.
/// </summary>
internal sealed class FeedWork(IActorRef feed, ITimerScheduler timers, ILoggingAdapter log, Runtime runtime)
{
    private static readonly TimeSpan RetryMin = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan RetryMax = TimeSpan.FromSeconds(5);

    private Task _work = Task.CompletedTask;
    private Action _again = () => { };
    private TimeSpan _retry = RetryMin;
    private int _failures;
    private long _failing;

    public bool IsBusy { get; private set; }

    /// <summary>Begins a piece; what it gives comes to the feed as a message, its failure as another one.</summary>
    public void Start<T>(Func<T> work, Func<T, object> success, Func<Exception, object>? failure = null)
    {
        IsBusy = true;
        _again = () =>
        {
            var task = Task.Run(work);
            _work = task;
            task.PipeTo(feed, success: success, failure: failure ?? (cause => new FeedEvent.Failed(cause)));
        };
        _again();
    }

    /// <summary>Tries again what failed.</summary>
    public void Again() => _again();

    /// <summary>The piece is given up.</summary>
    public void Drop() => IsBusy = false;

    /// <summary>The piece is done. Whether it, or another one before it, had failed until now.</summary>
    public bool Done()
    {
        IsBusy = false;
        runtime.Readiness.FeedWorks();
        if (_failures == 0)
        {
            return false;
        }

        log.Info(
            "The storage works again, after {Failures} failures in {Seconds} s", _failures, (int)Stopwatch.GetElapsedTime(_failing).TotalSeconds);
        (_failures, _retry) = (0, RetryMin);
        return true;
    }

    public void Failed(Exception cause)
    {
        if (_failures++ == 0)
        {
            _failing = Stopwatch.GetTimestamp();
            log.Error("The storage does not work; the view stands still until it does: {Problem}", cause.Message);
        }

        runtime.Readiness.FeedFails(cause.Message);
        runtime.Metrics.FeedFailed();
        timers.StartSingleTimer(FeedEvent.Due.Retry, FeedEvent.Due.Retry, _retry);
        _retry = _retry * 2 < RetryMax ? _retry * 2 : RetryMax;
    }

    /// <summary>Waits for what is at work, for a bounded time: the store is closed when the system has stopped.</summary>
    public void Wait(TimeSpan limit) => Task.WaitAny([_work], limit);
}
