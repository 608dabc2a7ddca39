using System.Diagnostics;
using Akka.Actor;
using Akka.Event;
using Akka.Persistence;
using CmsOrchestrator.Actors.Clusters;
using CmsOrchestrator.Actors.Databases;
using CmsOrchestrator.Actors.Feed;
using CmsOrchestrator.Actors.Hosting;
using CmsOrchestrator.Actors.Journal;
using CmsOrchestrator.Actors.Telemetry;
using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Calls;

namespace CmsOrchestrator.Actors.Calls;

/// <summary>
/// One call of one cluster (design.md, "Actors"): takes facts, persists what they change, and after the commit publishes it. One
/// write is under way at a time; what comes meanwhile waits, bounded by the credit of those who send it, and becomes the next event.
/// A failed write stops the actor; its cluster starts it again and its subscriptions hand over what they have.
/// </summary>
internal sealed class CallAggregate : UntypedPersistentActor, IWithTimers
{
    private const int MaxUnfedEvents = 8;

    private readonly CallKey _key;
    private readonly Runtime _runtime;
    private readonly CallDecider _decider;
    private readonly CallPublisher _publisher;
    private readonly Snapshots _snapshots;
    private readonly Inbox _inbox = new();
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly List<FeedEntry> _unpublished = [];
    private CallState _state = CallState.None;
    private long _fed;
    private bool _writing;
    private long? _reconciledAt;
    private bool _reconciled;
    private bool _idle;

    public CallAggregate(ClusterName cluster, CallKey key, Runtime runtime)
    {
        _key = key;
        _runtime = runtime;
        PersistenceId = CallPersistenceId.Of(cluster, key);
        _decider = new CallDecider(
            new CallSettings(runtime.Settings.HandoverTime),
            at => new CallId(Guid.CreateVersion7(DateTimeOffset.FromUnixTimeMilliseconds(at.Milliseconds))));
        _publisher = new CallPublisher(cluster, key);
        _snapshots = new Snapshots(runtime.Settings.SnapshotInterval);
        _fed = runtime.Progress.Of(PersistenceId);
    }

    public override string PersistenceId { get; }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(ClusterName cluster, CallKey key, Runtime runtime) =>
        Akka.Actor.Props.Create(() => new CallAggregate(cluster, key, runtime));

    protected override void OnRecover(object message)
    {
        switch (message)
        {
            case SnapshotOffer { Snapshot: CallSnapshot snapshot }:
                _state = snapshot.State;
                _snapshots.Recovered(LastSequenceNr);

                // Only what the feed has is ever in a snapshot, even where the feed has forgotten the call since.
                _fed = Math.Max(_fed, LastSequenceNr);
                break;
            case CallEvent { Changed: var changed } when LastSequenceNr <= _fed:
                _state = CallFold.Apply(_state, changed);
                break;
            case CallEvent { Changed: var changed }:
                _unpublished.Add(Publish(changed));
                break;
            case RecoveryCompleted:
                OnRecovered();
                break;
        }
    }

    protected override void OnCommand(object message)
    {
        switch (message)
        {
            case Take take:
                _inbox.Add(take);
                Next();
                break;
            case FeedReached reached:
                _fed = Math.Max(_fed, reached.Sequence);
                OnFed();
                break;
            case HandoverDue:
                _inbox.Add(new Take(new CallFact.TimePassed(_runtime.Now), null));
                Next();
                break;
            case SaveSnapshotSuccess saved:
                DeleteMessages(saved.Metadata.SequenceNr);
                DeleteSnapshots(new SnapshotSelectionCriteria(saved.Metadata.SequenceNr - 1));
                break;
            case SaveSnapshotFailure or DeleteMessagesFailure or DeleteSnapshotsFailure:
                _log.Warning("The journal of {PersistenceId} stays longer than it might be: {Problem}", PersistenceId, message);
                break;
            case DeleteMessagesSuccess or DeleteSnapshotsSuccess:
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr)
    {
        _log.Error("Writing {PersistenceId} failed, its call is stale until it works again: {Problem}", PersistenceId, StorageProblem.Line(cause));
        _runtime.Readiness.JournalFails(StorageProblem.Line(cause));
        _runtime.Metrics.JournalFailed();
    }

    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr)
    {
        // What cannot be written must not be taken for written: start again from what is.
        _log.Error(cause, "An event of {PersistenceId} was rejected", PersistenceId);
        Context.Stop(Self);
    }

    protected override void OnRecoveryFailure(Exception reason, object? message = null)
    {
        _log.Error("Recovering {PersistenceId} failed: {Problem}", PersistenceId, StorageProblem.Line(reason));
        if (StorageProblem.Of(reason) is { } problem)
        {
            _runtime.Readiness.JournalFails(problem);
        }
    }

    private void OnRecovered()
    {
        // The rows of an ended call may have been deleted since, and its numbers begin anew.
        _fed = Math.Min(_fed, LastSequenceNr);
        foreach (var entry in _unpublished)
        {
            _runtime.Feed.Tell(entry, Self);
        }

        _unpublished.Clear();
        Context.Parent.Tell(new ClusterMessage.AggregateRecovered(_key, _state.Slots));
        _inbox.Add(new Take(new CallFact.Recovered(_runtime.Now), null));
        Next();
        OnFed();
    }

    private void Next()
    {
        if (_writing || LastSequenceNr - _fed > MaxUnfedEvents)
        {
            return;
        }

        while (!_inbox.IsEmpty)
        {
            _idle = false;
            var taken = _inbox.Take();
            if (_decider.Decide(_state, taken.Select(t => t.Fact)) is { } changed)
            {
                Write(changed, taken);
                return;
            }

            Confirm(taken);
        }

        _reconciledAt ??= LastSequenceNr;
        ArmHandover();
        OnFed();
    }

    private void Write(CallChanged changed, List<Take> taken)
    {
        _writing = true;
        var start = Stopwatch.GetTimestamp();
        var activity = Tracing.Continue("cms.persist", taken.Select(t => t.Trace));
        PersistAsync(new CallEvent(changed), written =>
        {
            _writing = false;
            _runtime.Readiness.JournalWorks();
            _runtime.Metrics.JournalCommitted(Stopwatch.GetElapsedTime(start), taken.Count);
            Tracing.End(activity, "facts", taken.Count);
            _runtime.Feed.Tell(Publish(written.Changed) with { Trace = activity?.Context ?? default }, Self);
            Confirm(taken);
            _snapshots.Written(LastSequenceNr, _state);
            _reconciledAt ??= LastSequenceNr;
            Next();
            ArmHandover();
        });
    }

    private FeedEntry Publish(CallChanged changed)
    {
        _state = _publisher.Publish(_state, changed, out var publications);
        return new FeedEntry(PersistenceId, LastSequenceNr, _state.IsNone, publications);
    }

    private void Confirm(List<Take> taken)
    {
        if (Inbox.OriginsOf(taken) is { IsEmpty: false } origins)
        {
            Context.Parent.Tell(new ClusterMessage.Committed(_key, origins));
        }
    }

    // Everything that was written is in the feed: only then may rows be deleted, and only then is an end an end.
    private void OnFed()
    {
        if (_snapshots.Take(_fed) is { } due)
        {
            SnapshotStore.Tell(
                new SaveSnapshot(new SnapshotMetadata(PersistenceId, due.Sequence, DateTime.UtcNow), new CallSnapshot(due.State)), Self);
        }

        var isFed = !_writing && _fed >= LastSequenceNr;

        // However busy the call is: what it was told first after its start, that its parts are stale, is in the feed.
        if (!_reconciled && _fed >= _reconciledAt)
        {
            _reconciled = true;
            Context.Parent.Tell(new ClusterMessage.AggregateReconciled(_key));
        }

        if (!_inbox.IsEmpty)
        {
            Next();
        }
        else if (isFed && _state.IsNone && !_idle)
        {
            _idle = true;
            Context.Parent.Tell(new ClusterMessage.AggregateIdle(_key));
        }
    }

    private void ArmHandover()
    {
        if (_state.Session?.AwaitingSince is { } since)
        {
            var due = since + _runtime.Settings.HandoverTime - _runtime.Now;
            Timers.StartSingleTimer(HandoverDue.Instance, HandoverDue.Instance, due > TimeSpan.Zero ? due : TimeSpan.FromMilliseconds(1));
        }
        else
        {
            Timers.Cancel(HandoverDue.Instance);
        }
    }

    /// <summary>A fact, and who waits for its confirmation.</summary>
    internal sealed record Take(CallFact Fact, IActorRef? Origin)
    {
        /// <summary>The span that the fact comes from.</summary>
        public ActivityContext Trace { get; init; }
    }

    private sealed class HandoverDue
    {
        public static readonly HandoverDue Instance = new();
    }
}
