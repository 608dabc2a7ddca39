using System.Diagnostics;
using Akka.Actor;
using Akka.Event;
using CmsOrchestrator.Actors.Hosting;
using CmsOrchestrator.Actors.Telemetry;
using CmsOrchestrator.Actors.Views;
using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Views;

namespace CmsOrchestrator.Actors.Feed;

/// <summary>
/// The one writer of this process' feed: appends what came meanwhile in one transaction, then swaps the read model, then tells
/// whoever waits. Nothing is shown before it is durable. While the storage takes no writes it keeps the batch and tries again;
/// what it keeps is bounded by what aggregates may have under way, and by one view for each Call Bridge: the last one.
/// </summary>
public sealed class FeedActor : UntypedActor, IWithTimers
{
    private const int MaxBatch = 1024;
    private static readonly TimeSpan RetryMin = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan RetryMax = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LastWorkTime = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan CleanInterval = TimeSpan.FromSeconds(10);

    private readonly IFeedStore _store;
    private readonly ViewHolder _view;
    private readonly Runtime _runtime;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly Queue<Item> _waiting = new();
    private readonly Dictionary<(ClusterName, CallBridgeName), FeedEntry> _bridges = [];
    private List<Item> _batch = [];
    private Task _work = Task.CompletedTask;
    private TimeSpan _retry = RetryMin;
    private bool _busy;
    private bool _mustClean;
    private long _appending;
    private Activity? _activity;
    private int _failures;
    private long _failing;

    public FeedActor(IFeedStore store, ViewHolder view, Runtime runtime)
    {
        _store = store;
        _view = view;
        _runtime = runtime;
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(IFeedStore store, ViewHolder view, Runtime runtime) =>
        Akka.Actor.Props.Create(() => new FeedActor(store, view, runtime));

    protected override void PreStart() => Timers.StartPeriodicTimer("clean", CleanDue.Instance, CleanInterval);

    // The store is closed once the system has stopped: nothing may be at work in it then.
    protected override void PostStop() => Task.WaitAny([_work], LastWorkTime);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case FeedEntry { PersistenceId: null, Publications: [{ CallBridge: { } bridge }] } entry:
                _bridges[(bridge.Cluster, bridge.Name)] = entry;
                Next();
                break;
            case Flush flush:
                _waiting.Enqueue(new Item(null, flush, Sender));
                Next();
                break;
            case FeedEntry entry:
                _waiting.Enqueue(new Item(entry, null, Sender));
                Next();
                break;
            case Appended appended:
                OnAppended(appended.Changes);
                break;
            case AppendFailed failed:
                OnAppendFailed(failed.Cause);
                break;
            case RetryDue:
                Append();
                break;
            case CleanDue:
                _mustClean = true;
                Next();
                break;
            case Cleaned cleaned:
                OnCleaned(cleaned);
                break;
            case CleanFailed failed:
                _busy = false;
                _log.Warning("Cleaning the storage failed: {Problem}", failed.Cause.Message);
                Next();
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Next()
    {
        _runtime.Metrics.FeedQueued(_waiting.Count + _bridges.Count + _batch.Count);
        if (_busy)
        {
            return;
        }

        if (_waiting.Count > 0 || _bridges.Count > 0)
        {
            _batch.AddRange(_bridges.Values.Select(e => new Item(e, null, ActorRefs.Nobody)));
            _bridges.Clear();
            while (_batch.Count < MaxBatch && _waiting.TryDequeue(out var next))
            {
                _batch.Add(next);
            }

            _busy = true;
            Append();
        }
        else if (_mustClean)
        {
            _mustClean = false;
            _busy = true;
            var (now, history) = (_runtime.Now, _runtime.Settings.HistoryTime);
            var work = Task.Run(() => _store.Clean(now, history));
            _work = work;
            work.PipeTo(Self, success: more => new Cleaned(more), failure: cause => new CleanFailed(cause));
        }
    }

    private void Append()
    {
        List<FeedEntry> entries = [.. _batch.Select(i => i.Entry).OfType<FeedEntry>()];
        _appending = Stopwatch.GetTimestamp();
        _activity ??= Tracing.Continue("cms.publish", entries.Select(e => e.Trace));
        var work = Task.Run(() => _store.Append(entries));
        _work = work;
        work.PipeTo(Self, success: changes => new Appended(changes), failure: cause => new AppendFailed(cause));
    }

    private void OnAppended(IReadOnlyList<Change> changes)
    {
        if (_retry != RetryMin)
        {
            _log.Info(
                "The storage takes writes again, after {Failures} failures in {Seconds} s", _failures, (int)Stopwatch.GetElapsedTime(_failing).TotalSeconds);
            _failures = 0;
            _retry = RetryMin;
            _runtime.Readiness.FeedWorks();
        }

        _runtime.Metrics.FeedCommitted(Stopwatch.GetElapsedTime(_appending), changes.Count);
        _view.Publish(changes);
        foreach (var change in changes)
        {
            _runtime.Metrics.Published(_runtime.Now - change.Publication.Time, change.Publication.Cluster);
        }

        Tracing.End(_activity, "changes", changes.Count);
        _activity = null;
        TellReached();
        _batch = [];
        _busy = false;
        Next();
    }

    private void TellReached()
    {
        var reached = new Dictionary<IActorRef, long>();
        foreach (var (entry, flush, from) in _batch)
        {
            if (entry?.PersistenceId is not null)
            {
                _runtime.Progress.Note(entry);
                reached[from] = entry.Sequence;
            }
            else if (flush is not null)
            {
                from.Tell(new Flushed(flush.Tag));
            }
        }

        foreach (var (from, sequence) in reached)
        {
            from.Tell(new FeedReached(sequence));
        }
    }

    private void OnAppendFailed(Exception cause)
    {
        if (_failures++ == 0)
        {
            _failing = Stopwatch.GetTimestamp();
            _log.Error("The storage takes no writes; the view stands still until it does: {Problem}", cause.Message);
        }

        _runtime.Readiness.FeedFails(cause.Message);
        _runtime.Metrics.FeedFailed();
        Timers.StartSingleTimer("retry", RetryDue.Instance, _retry);
        _retry = _retry * 2 < RetryMax ? _retry * 2 : RetryMax;
    }

    private void OnCleaned(Cleaned cleaned)
    {
        _busy = false;
        _mustClean |= cleaned.More;
        Next();
    }

    /// <summary>An entry, or who wants to know when all before is appended.</summary>
    private readonly record struct Item(FeedEntry? Entry, Flush? Flush, IActorRef From);

    private sealed record Appended(IReadOnlyList<Change> Changes);

    private sealed record AppendFailed(Exception Cause);

    private sealed record Cleaned(bool More);

    private sealed record CleanFailed(Exception Cause);

    private sealed class RetryDue
    {
        public static readonly RetryDue Instance = new();
    }

    private sealed class CleanDue
    {
        public static readonly CleanDue Instance = new();
    }
}
