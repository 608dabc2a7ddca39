using Akka.Actor;
using Akka.Event;
using CmsOrchestrator.Actors.History;
using CmsOrchestrator.Actors.Hosting;
using CmsOrchestrator.Actors.Views;
using CmsOrchestrator.Model.Views;

namespace CmsOrchestrator.Actors.Feed;

/// <summary>
/// This node's one way into the feed and out of it. Appends what came meanwhile in one transaction, then swaps the read model, then
/// tells whoever waits; and follows what other nodes append. Nothing is shown before it is durable, and everything in the order of
/// the feed, whoever appended it. While the storage does not work it keeps what it was at and tries it again.
/// </summary>
public sealed class FeedActor(IFeedStore store, ViewHolder view, Runtime runtime) : UntypedActor, IWithTimers
{
    private const int MaxRead = 1000;
    private static readonly TimeSpan LastWorkTime = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan CleanInterval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);

    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly CancellationTokenSource _stop = new();
    private readonly FeedQueue _queue = new();
    private readonly CleaningTurn _cleaning = new();
    private readonly FeedTelemetry _telemetry = new(runtime);
    private readonly TimeSpan _storedTime = new HistorySettings(runtime.Settings.HistoryTime).StoredTime;
    private FeedWork _work = null!;
    private FeedBatch _batch = FeedBatch.Empty;
    private long _announced;
    private bool _mustRead;
    private bool _hasJustRead;

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(IFeedStore store, ViewHolder view, Runtime runtime) =>
        Akka.Actor.Props.Create(() => new FeedActor(store, view, runtime));

    protected override void PreStart()
    {
        _work = new FeedWork(Self, Timers, _log, runtime);
        Timers.StartPeriodicTimer(FeedEvent.Due.Clean, FeedEvent.Due.Clean, CleanInterval);
        if (store.IsShared)
        {
            Timers.StartPeriodicTimer(FeedEvent.Due.Look, FeedEvent.Due.Look, LookInterval);
            Listen();
        }
    }

    // The store is closed once the system has stopped: nothing may be at work in it then.
    protected override void PostStop()
    {
        _stop.Cancel();
        _work.Wait(LastWorkTime);
        _stop.Dispose();
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case FeedEntry entry:
                _queue.Add(entry, Sender);
                break;
            case Flush or TakeOver:
                _queue.Add(message, Sender);
                break;
            case FeedEvent.Announced announced:
                _announced = Math.Max(_announced, announced.Revision);
                break;
            case FeedEvent.Appended appended:
                OnAppended(appended.Append);
                break;
            case FeedEvent.Read read:
                OnRead(read);
                break;
            case FeedEvent.Restored restored:
                OnRestored(restored.Model);
                break;
            case FeedEvent.TakenOver taken:
                OnTakenOver(taken);
                break;
            case FeedEvent.Cleaned cleaned:
                _work.Done();
                if (cleaned.More)
                {
                    _cleaning.Due();
                }

                break;
            case FeedEvent.CleanFailed failed:
                _work.Drop();
                _log.Warning("Cleaning the storage failed: {Problem}", failed.Cause.Message);
                break;
            case FeedEvent.Failed failed:
                _work.Failed(failed.Cause);
                break;
            case FeedEvent.ListenEnded ended:
                _log.Debug("What others append is looked for until it can be listened for again: {Problem}", ended.Problem);
                Timers.StartSingleTimer(FeedEvent.Due.Listen, FeedEvent.Due.Listen, LookInterval);
                break;
            case FeedEvent.Due due:
                OnDue(due);
                break;
            default:
                Unhandled(message);
                break;
        }

        Next();
    }

    private void OnDue(FeedEvent.Due due)
    {
        switch (due)
        {
            case FeedEvent.Due.Retry:
                _work.Again();
                break;
            case FeedEvent.Due.Listen:
                Listen();
                break;
            case FeedEvent.Due.Look:
                _mustRead = true;
                break;
            case FeedEvent.Due.Clean:
                _cleaning.Due();
                break;
        }
    }

    private void Next()
    {
        _telemetry.Queued(_queue.Count + _batch.Entries.Count);
        _telemetry.Shown(view.Current.Revision, _announced);
        if (_work.IsBusy)
        {
            return;
        }

        // What others append may keep this node reading; its own clusters have every other turn.
        var isBehind = _mustRead || _announced > view.Current.Revision;
        if (isBehind && (_queue.IsEmpty || !_hasJustRead))
        {
            _hasJustRead = true;
            ReadOn();
        }
        else if (_cleaning.TryTake(isIdle: _queue.IsEmpty))
        {
            var now = runtime.Now;
            _work.Start(() => store.Clean(now, _storedTime), more => new FeedEvent.Cleaned(more), cause => new FeedEvent.CleanFailed(cause));
        }
        else if (!_queue.IsEmpty)
        {
            _hasJustRead = false;
            Append();
        }
    }

    private void Append()
    {
        if (_queue.NextTakeover() is { Request: TakeOver { Cluster: var cluster } } asked)
        {
            _work.Start(() => store.TakeOver(cluster), takeover => new FeedEvent.TakenOver(takeover, asked.From));
            return;
        }

        _batch = _queue.NextBatch();
        var entries = _batch.Entries;
        _telemetry.Begin(entries);
        _work.Start(() => store.Append(entries), append => new FeedEvent.Appended(append));
    }

    private void ReadOn()
    {
        _mustRead = false;
        var (after, announced) = (view.Current.Revision, _announced);
        _work.Start(() => store.Read(after, MaxRead), changes => new FeedEvent.Read(changes, announced));
    }

    private void OnAppended(FeedAppend append)
    {
        // A failure before may have appended all the same; then only the feed knows what.
        _mustRead |= _work.Done();
        if (append.Changes is [var first, ..])
        {
            if (first.Revision == view.Current.Revision + 1)
            {
                view.Publish(append.Changes);
            }
            else
            {
                _mustRead = true;
            }
        }

        _cleaning.Appended(append.Changes.Count);
        _telemetry.Published(append.Changes);
        _batch.TellReached(runtime.Progress, append.Lost);
        _batch.TellLost(Context.System.EventStream, append.Lost);
        _batch = FeedBatch.Empty;
    }

    private void OnRead(FeedEvent.Read read)
    {
        _work.Done();
        if (read.Changes is not { } changes)
        {
            _log.Warning("The feed no longer has what follows revision {Revision}: the view is loaded anew", view.Current.Revision);
            runtime.Readiness.FeedBehind();
            _work.Start(store.Restore, model => new FeedEvent.Restored(model));
            return;
        }

        view.Publish(changes);
        if (changes.Count == MaxRead)
        {
            _mustRead = true;
        }
        else
        {
            // What was announced before the reading is in what was read, even if the announcement was of another history.
            _announced = _announced == read.Heard ? 0 : _announced;
            runtime.Readiness.FeedRead();
        }
    }

    private void OnRestored(ReadModel restored)
    {
        _work.Done();
        view.Swap(restored);
        _mustRead = true; // a lot may have come meanwhile
    }

    private void OnTakenOver(FeedEvent.TakenOver taken)
    {
        _work.Done();
        _queue.Own(taken.Takeover.Cluster, taken.Takeover.Term);
        runtime.Progress.Note(taken.Takeover);
        taken.To.Tell(taken.Takeover);
    }

    // What is missed is found by looking, so a connection that fails is no more than a delay.
    private void Listen()
    {
        var self = Self;
        store.ListenAsync(revision => self.Tell(new FeedEvent.Announced(revision)), _stop.Token)
            .PipeTo(self, success: () => new FeedEvent.ListenEnded("ended"), failure: cause => new FeedEvent.ListenEnded(cause.Message));
    }
}
