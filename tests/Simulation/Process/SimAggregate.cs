using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Calls;

namespace CmsOrchestrator.Simulation;

/// <summary>
/// One incarnation of a call's aggregate, as the actor is: one write under way at a time, what comes meanwhile waits and becomes the
/// next event. When a write fails, the incarnation and all that waits in it is gone.
/// </summary>
internal sealed class SimAggregate
{
    private readonly SimProcess _process;
    private readonly SimCluster _cluster;
    private readonly Journal _journal;
    private readonly CallDecider _decider;
    private readonly CallPublisher _publisher;
    private readonly ProcessMailbox _mailbox;
    private readonly Queue<(CallFact Fact, bool IsCounted)> _waiting = new();
    private bool _isRecovered;
    private bool _isWriting;
    private bool _isIdle;
    private bool _isGone;
    private bool _failsNext;

    public SimAggregate(SimProcess process, SimCluster cluster, CallKey key)
    {
        (_process, _cluster, Key) = (process, cluster, key);
        _journal = process.World.Disk.JournalOf(cluster.Name, key);
        _decider = new CallDecider(new CallSettings(World.Handover), _ => process.World.NextSession());
        _publisher = new CallPublisher(cluster.Name, key);
        _mailbox = process.Mailbox(0.02);
        process.After(process.Time.Between(0, process.World.IsStarting ? 2 : 0.1), Recover);
    }

    public CallKey Key { get; }

    public CallState State { get; private set; } = CallState.None;

    /// <summary>It recovered, and everything it was told so far is written.</summary>
    public bool IsSettled => _isRecovered && !_isWriting && _waiting.Count == 0;

    /// <summary>It goes on as it is: no write of it is about to fail.</summary>
    public bool IsSound => IsSettled && !_failsNext;

    public void Tell(CallFact fact, bool isCounted) => _mailbox.Send(() =>
    {
        _waiting.Enqueue((fact, isCounted));
        Next();
    });

    /// <summary>Its next write fails.</summary>
    public void FailNextWrite() => _failsNext = true;

    public void Reached(long sequence) => _mailbox.Send(() => OnFed());

    /// <summary>Stopped by its cluster, which knows that nothing waits in it.</summary>
    public void Stop() => _mailbox.Send(End);

    private void Recover()
    {
        if (_isGone)
        {
            return;
        }

        var (state, unpublished) = _journal.Read();
        State = state;
        var sequence = _journal.Reached;
        foreach (var changed in unpublished)
        {
            Publish(changed, ++sequence);
        }

        _isRecovered = true;
        var slots = State.Slots;
        _cluster.Inbox.Send(() => _cluster.State.AggregateRecovered(_process.Now, Key, slots));
        var waited = _waiting.ToList();
        _waiting.Clear();
        _waiting.Enqueue((new CallFact.Recovered(_process.Now), false));
        waited.ForEach(_waiting.Enqueue);
        Next();
    }

    private void Next()
    {
        if (!_isRecovered || _isWriting || _isGone || _journal.Last - _journal.Reached > 8)
        {
            return;
        }

        while (_waiting.Count > 0)
        {
            _isIdle = false;
            var taken = _waiting.ToList();
            _waiting.Clear();
            var counted = taken.Count(t => t.IsCounted);
            if (_decider.Decide(State, taken.Select(t => t.Fact)) is { } changed)
            {
                Write(changed, counted);
                return;
            }

            _cluster.Committed(Key, counted);
        }

        ArmHandover();
        OnFed();
    }

    private void Write(CallChanged changed, int counted)
    {
        _isWriting = true;
        _process.After(_process.Time.Between(0, 0.04), () =>
        {
            if (_failsNext)
            {
                _process.World.Reasons.Forget();
                _process.World.Trace($"a write of {_cluster.Name} {Key} fails");
                End();
                return;
            }

            _isWriting = false;
            _journal.Write(changed);
            _process.World.Gone.Check(_cluster.Site, Key, State, changed);
            Publish(changed, _journal.Last);
            _cluster.Committed(Key, counted);
            Next();
            ArmHandover();
        });
    }

    private void Publish(CallChanged changed, long sequence)
    {
        var before = State;
        State = _publisher.Publish(State, changed, out var publications);
        _process.Feed.Append(new SimFeed.Entry(this, _cluster.Name, Key, sequence, before, changed, State, publications));
    }

    private void OnFed()
    {
        if (_waiting.Count > 0)
        {
            Next();
        }
        else if (_isRecovered && !_isWriting && _journal.Reached >= _journal.Last && State.IsNone && !_isIdle)
        {
            _isIdle = true;
            _cluster.Inbox.Send(() => _cluster.StopIfIdle(this));
        }
    }

    private void ArmHandover()
    {
        if (State.Session?.AwaitingSince is { } since)
        {
            var due = since + World.Handover - _process.Now;
            _process.After(due > TimeSpan.Zero ? due : TimeSpan.FromMilliseconds(1), () =>
            {
                if (!_isGone && State.Session?.AwaitingSince == since)
                {
                    Tell(new CallFact.TimePassed(_process.Now), isCounted: false);
                }
            });
        }
    }

    private void End()
    {
        if (!_isGone)
        {
            _isGone = true;
            _mailbox.Cut();
            _cluster.Inbox.Send(() => _cluster.Terminated(this));
        }
    }
}
