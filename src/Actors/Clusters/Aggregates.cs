using Akka.Actor;
using Akka.Event;
using CmsOrchestrator.Actors.Calls;
using CmsOrchestrator.Actors.Connections;
using CmsOrchestrator.Actors.Hosting;
using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Calls;

namespace CmsOrchestrator.Actors.Clusters;

/// <summary>
/// A cluster's aggregates: started when an instance comes, started again with back-off when they fail, stopped when they know
/// nothing any more. Those that the storage failed do not wait for their time once another one finds it working. What a stopped one had
/// not confirmed counts as confirmed: it is handed over whole to the next incarnation.
/// </summary>
internal sealed class Aggregates(ClusterName cluster, Runtime runtime, IUntypedActorContext context, IWithTimers timers)
{
    /// <summary>Failures in a row after which a start does not wait any more.</summary>
    public const int Patience = 5;

    private static readonly TimeSpan MinPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan MaxPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan WakeInterval = TimeSpan.FromSeconds(0.5);

    private readonly Dictionary<CallKey, AggregateEntry> _entries = [];
    private readonly Dictionary<IActorRef, CallKey> _calls = [];
    private readonly HashSet<CallKey> _awaitStorage = [];
    private Instant _wokenAt;
    private readonly ILoggingAdapter _log = context.GetLogger();

    public bool IsEmpty => _entries.Count == 0;

    public bool HaveFactsUnderWay => _entries.Values.Any(e => e.UnderWay.Count > 0);

    public int FailuresOf(CallKey call) => _entries.TryGetValue(call, out var entry) ? entry.Pauses.Failures : 0;

    /// <summary>Starts the call's aggregate unless it runs.</summary>
    public void Start(CallKey call)
    {
        if (!_entries.TryGetValue(call, out var entry))
        {
            _entries[call] = entry = new AggregateEntry(new RestartPauses(MinPause, MaxPause, runtime.Settings.HealthyTime));
        }

        if (entry.Actor is null)
        {
            _awaitStorage.Remove(call);
            var failures = entry.Pauses.Failures;
            var name = failures == 0 ? $"call-{call.Name}" : $"call-{call.Name}-{failures}";
            entry.Pauses.Started(runtime.Now);
            entry.Actor = context.Watch(context.ActorOf(CallAggregate.Props(cluster, call, runtime), name));
            _calls[entry.Actor] = call;
        }
    }

    /// <summary>One of them has read or written: those that could not are started at once, at most twice a second.</summary>
    public void StorageWorks()
    {
        if (_awaitStorage.Count > 0 && runtime.Now - _wokenAt >= WakeInterval)
        {
            _wokenAt = runtime.Now;
            foreach (var call in _awaitStorage.ToList())
            {
                timers.Timers.Cancel(call);
                Start(call);
            }
        }
    }

    public void Tell(CallKey call, CallAggregate.Take take)
    {
        var (fact, origin) = take;
        if (!_entries.TryGetValue(call, out var entry))
        {
            if (fact is not CallFact.InstanceAdded)
            {
                Confirm(origin, fact.Weight);
                return;
            }

            Start(call);
            entry = _entries[call];
        }

        if (entry.Actor is { } actor && !entry.IsStopping)
        {
            entry.Add(origin, fact.Weight);
            actor.Tell(take);
        }
        else
        {
            Confirm(origin, fact.Weight);
        }
    }

    public void Committed(ClusterMessage.Committed committed)
    {
        StorageWorks();
        foreach (var (origin, count) in committed.Facts)
        {
            if (_entries.TryGetValue(committed.Call, out var entry))
            {
                entry.Remove(origin, count);
            }

            Confirm(origin, count);
        }
    }

    /// <summary>Stops the call's aggregate, which knows nothing, unless there is something that it was told and has not taken.</summary>
    public void Stop(CallKey call, long taken)
    {
        if (_entries.TryGetValue(call, out var entry) && entry is { Actor: { } actor, IsStopping: false } && entry.Told == taken)
        {
            entry.IsStopping = true;
            context.Stop(actor);
        }
    }

    /// <summary>The call whose aggregate that was; null where it was none.</summary>
    public CallKey? Terminated(IActorRef actor, Func<CallKey, bool> isNeeded)
    {
        if (!_calls.Remove(actor, out var call))
        {
            return null;
        }

        var entry = _entries[call];
        entry.Actor = null;
        entry.Told = 0;
        foreach (var (origin, count) in entry.UnderWay)
        {
            Confirm(origin, count);
        }

        entry.UnderWay.Clear();
        if (!entry.IsStopping)
        {
            var pause = entry.Pauses.Failed(runtime.Now);
            _log.Warning("Call {Call} of {Cluster} stopped; it is started again in {PauseMilliseconds} ms", call, cluster, (int)pause.TotalMilliseconds);
            timers.Timers.StartSingleTimer(call, new RestartDue(call), pause);
            if (runtime.Readiness.StorageProblem is not null)
            {
                _awaitStorage.Add(call);
            }

            return call;
        }

        _entries.Remove(call);
        _awaitStorage.Remove(call);
        if (isNeeded(call))
        {
            Start(call);
        }

        return call;
    }

    private static void Confirm(IActorRef? origin, int count) => origin?.Tell(new Confirmed(count));

    internal sealed record RestartDue(CallKey Call) : INoSerializationVerificationNeeded;
}
