namespace CmsOrchestrator.Model.Calls;

/// <summary>
/// One incarnation of a call's aggregate, from the reading of its journal to its end: what it writes when, and when it says what
/// (design.md, "Actors"). One write is under way at a time; what comes meanwhile waits, bounded by the credit of those who send it, and
/// becomes the next event. Few events are ahead of the feed. It ends with a write that fails: what waited in it is handed over to its
/// successor. Deterministic: time arrives as a value, what is to be done goes to <see cref="ICallEffects"/>. Not safe for threads; one owner.
/// </summary>
/// <param name="fed">The last event that the feed has, as far as that is known at the start; 0 where it has none.</param>
public sealed class CallIncarnation(
    CallSettings settings, CallDecider decider, CallPublisher publisher, int snapshotInterval, long fed, ICallEffects effects)
{
    // One is on its way through the feed while the next is written. What comes meanwhile becomes one event, so that with more than the feed has
    // time for events become larger, and not more.
    private const int MaxUnfedEvents = 1;
    private const int MaxFactsPerEvent = 1024;

    private readonly SnapshotSchedule _snapshots = new(snapshotInterval);
    private readonly Queue<CallTake> _waiting = new();
    private readonly List<CallPublished> _unpublished = [];
    private IReadOnlyList<CallTake>? _underWay;
    private long _last;
    private long _fed = fed;
    private long _taken;
    private long? _reconciledAt;
    private Instant? _handoverDue;
    private bool _reconciled;
    private bool _idle;

    public CallState State { get; private set; } = CallState.None;

    /// <summary>Everything that it took is written, or is of no consequence.</summary>
    public bool IsSettled => _underWay is null && _waiting.Count == 0;

    /// <summary>A snapshot was read. Only what the feed has is ever in one, even where the feed has forgotten the call since.</summary>
    public void Recover(long sequence, CallState snapshot)
    {
        State = snapshot;
        _snapshots.Recovered(sequence);
        _last = sequence;
        _fed = Math.Max(_fed, sequence);
    }

    /// <summary>An event was read.</summary>
    public void Recover(long sequence, CallChanged changed)
    {
        _last = sequence;
        if (sequence <= _fed)
        {
            State = CallFold.Apply(State, changed);
        }
        else
        {
            _unpublished.Add(Publish(changed));
        }
    }

    /// <summary>The journal was read to its end.</summary>
    /// <param name="last">The number of its last event: those of an ended call may have been deleted since, and begin anew.</param>
    public void Recovered(Instant now, long last)
    {
        _last = last;
        _fed = Math.Min(_fed, last);
        _unpublished.ForEach(published => effects.Publish(published));
        _unpublished.Clear();
        effects.Recovered(State);
        Enqueue(new CallFact.Recovered(now));
        OnFed();
    }

    public void Take(CallTake take)
    {
        _taken++;
        _waiting.Enqueue(take);
        Next();
    }

    /// <summary>The write under way is durable.</summary>
    public void Written(long sequence, CallChanged changed)
    {
        var taken = _underWay ?? throw new InvalidOperationException("No write is under way.");
        _underWay = null;
        _last = sequence;
        effects.Publish(Publish(changed));
        effects.Confirm(taken);
        _snapshots.Written(_last, State);
        _reconciledAt ??= _last;
        Next();
        AwaitHandover();
    }

    /// <summary>The feed has the events up to that one.</summary>
    public void Reached(long sequence)
    {
        _fed = Math.Max(_fed, sequence);
        OnFed();
    }

    /// <summary>The time of a handover is over, by the clock of whoever counted it.</summary>
    public void HandoverDue(Instant now)
    {
        _handoverDue = null;
        Enqueue(new CallFact.TimePassed(now));
    }

    private void Enqueue(CallFact own)
    {
        _waiting.Enqueue(new CallTake(own));
        Next();
    }

    private void Next()
    {
        if (_underWay is not null || _last - _fed > MaxUnfedEvents)
        {
            return;
        }

        while (_waiting.Count > 0)
        {
            _idle = false;
            var taken = NextFacts();
            if (decider.Decide(State, taken.Select(t => t.Fact)) is { } changed)
            {
                _underWay = taken;
                effects.Write(changed, taken);
                return;
            }

            effects.Confirm(taken);
        }

        _reconciledAt ??= _last;
        AwaitHandover();
        OnFed();
    }

    private List<CallTake> NextFacts()
    {
        var taken = new List<CallTake>(Math.Min(_waiting.Count, MaxFactsPerEvent));
        while (taken.Count < MaxFactsPerEvent && _waiting.TryDequeue(out var take))
        {
            taken.Add(take);
        }

        return taken;
    }

    private CallPublished Publish(CallChanged changed)
    {
        var before = State;
        State = publisher.Publish(before, changed, out var publications);
        return new CallPublished(_last, before, changed, State, publications);
    }

    // Everything that was written is in the feed: only then may rows be deleted, and only then is an end an end.
    private void OnFed()
    {
        if (_snapshots.Take(_fed) is { } due)
        {
            effects.SaveSnapshot(due.Sequence, due.State);
        }

        // However busy the call is: what it was told first after its start, that its parts are stale, is in the feed.
        if (!_reconciled && _fed >= _reconciledAt)
        {
            _reconciled = true;
            effects.Reconciled();
        }

        if (_waiting.Count > 0)
        {
            Next();
        }
        else if (_underWay is null && _fed >= _last && State.IsNone && !_idle)
        {
            _idle = true;
            effects.Idle(_taken);
        }
    }

    private void AwaitHandover()
    {
        var due = State.Session?.AwaitingSince + settings.HandoverTime;
        if (due != _handoverDue)
        {
            _handoverDue = due;
            effects.AwaitHandover(due);
        }
    }
}
