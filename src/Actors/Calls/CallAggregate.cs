using System.Collections.Immutable;
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
/// One call of one cluster (design.md, "Actors"): reads and writes the journal for a <see cref="CallIncarnation"/>, which decides, and
/// carries out what that says. A failed write stops the actor; its cluster starts it again and its subscriptions hand over what they have.
/// </summary>
internal sealed class CallAggregate : UntypedPersistentActor, IWithTimers, ICallEffects
{
    private readonly CallKey _key;
    private readonly Runtime _runtime;
    private readonly CallIncarnation _call;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private ActivityContext _trace;

    public CallAggregate(ClusterName cluster, CallKey key, Runtime runtime)
    {
        _key = key;
        _runtime = runtime;
        PersistenceId = CallPersistenceId.Of(cluster, key);
        var settings = new CallSettings(runtime.Settings.HandoverTime);
        _call = new CallIncarnation(
            settings,
            new CallDecider(settings, at => new CallId(Guid.CreateVersion7(DateTimeOffset.FromUnixTimeMilliseconds(at.Milliseconds)))),
            new CallPublisher(cluster, key),
            runtime.Settings.SnapshotInterval,
            runtime.Progress.Of(PersistenceId),
            this);
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
                _call.Recover(LastSequenceNr, snapshot.State);
                break;
            case CallEvent { Changed: var changed }:
                _call.Recover(LastSequenceNr, changed);
                break;
            case RecoveryCompleted:
                _call.Recovered(_runtime.Now, LastSequenceNr);
                break;
        }
    }

    protected override void OnCommand(object message)
    {
        switch (message)
        {
            case Take take:
                _call.Take(take);
                break;
            case FeedReached reached:
                _call.Reached(reached.Sequence);
                break;
            case HandoverDue:
                _call.HandoverDue(_runtime.Now);
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

    void ICallEffects.Write(CallChanged changed, IReadOnlyList<CallTake> taken)
    {
        var start = Stopwatch.GetTimestamp();
        var activity = Tracing.Continue("cms.persist", taken.OfType<Take>().Select(t => t.Trace));
        PersistAsync(new CallEvent(changed), written =>
        {
            _runtime.Readiness.JournalWorks();
            _runtime.Metrics.JournalCommitted(Stopwatch.GetElapsedTime(start), taken.Count);
            Tracing.End(activity, "facts", taken.Count);
            _trace = activity?.Context ?? default;
            _call.Written(LastSequenceNr, written.Changed);
        });
    }

    void ICallEffects.Publish(in CallPublished published)
    {
        var entry = new FeedEntry(PersistenceId, published.Sequence, published.After.IsNone, published.Publications) { Trace = _trace };
        _trace = default;
        _runtime.Feed.Tell(entry, Self);
    }

    void ICallEffects.Confirm(IReadOnlyList<CallTake> taken)
    {
        ImmutableArray<(IActorRef Origin, int Count)> origins =
            [.. taken.OfType<Take>().Where(t => t.Origin is not null).AggregateBy(t => t.Origin!, 0, (sum, t) => sum + t.Fact.Weight).Select(c => (c.Key, c.Value))];
        if (!origins.IsEmpty)
        {
            Context.Parent.Tell(new ClusterMessage.Committed(_key, origins));
        }
    }

    void ICallEffects.SaveSnapshot(long sequence, CallState state) => SnapshotStore.Tell(
        new SaveSnapshot(new SnapshotMetadata(PersistenceId, sequence, DateTime.UtcNow), new CallSnapshot(state)), Self);

    void ICallEffects.Recovered(CallState state) => Context.Parent.Tell(new ClusterMessage.AggregateRecovered(_key, state.Slots));

    void ICallEffects.Reconciled() => Context.Parent.Tell(new ClusterMessage.AggregateReconciled(_key));

    void ICallEffects.Idle(long taken) => Context.Parent.Tell(new ClusterMessage.AggregateIdle(_key, taken));

    void ICallEffects.AwaitHandover(Instant? due)
    {
        if (due - _runtime.Now is { } pause)
        {
            Timers.StartSingleTimer(HandoverDue.Instance, HandoverDue.Instance, pause > TimeSpan.Zero ? pause : TimeSpan.FromMilliseconds(1));
        }
        else
        {
            Timers.Cancel(HandoverDue.Instance);
        }
    }

    /// <summary>A fact, and who waits for its confirmation.</summary>
    internal sealed record Take(CallFact Fact, IActorRef? Origin) : CallTake(Fact)
    {
        /// <summary>The span that the fact comes from.</summary>
        public ActivityContext Trace { get; init; }
    }

    private sealed class HandoverDue
    {
        public static readonly HandoverDue Instance = new();
    }
}
