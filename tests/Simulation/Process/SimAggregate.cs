using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Calls;

namespace CmsOrchestrator.Simulation;

/// <summary>
/// Runs one incarnation of a call's aggregate, as its actor does: a journal to read and write, and a mailbox. When a write fails, the
/// incarnation and all that waits in it is gone.
/// </summary>
internal sealed class SimAggregate : ICallEffects
{
    private const int SnapshotInterval = 40;

    private readonly SimProcess _process;
    private readonly SimCluster _cluster;
    private readonly Journal _journal;
    private readonly CallIncarnation _call;
    private readonly ProcessMailbox _mailbox;
    private readonly List<CallTake> _early = [];
    private Instant? _handoverDue;
    private bool _isRecovered;
    private bool _isGone;
    private bool _failsNext;

    public SimAggregate(SimProcess process, SimCluster cluster, CallKey key)
    {
        (_process, _cluster, Key) = (process, cluster, key);
        _journal = process.World.Disk.JournalOf(cluster.Name, key);
        var settings = new CallSettings(World.Handover);
        _call = new CallIncarnation(
            settings, new CallDecider(settings, _ => process.World.NextSession()), new CallPublisher(cluster.Name, key), SnapshotInterval,
            _journal.Reached, this);
        _mailbox = process.Mailbox(0.02);
        process.After(process.Time.Between(0, process.World.IsStarting ? 2 : 0.1), Recover);
    }

    public CallKey Key { get; }

    public CallState State => _call.State;

    /// <summary>The last event that it wrote.</summary>
    public long Last => _journal.Last;

    /// <summary>It recovered, and everything it was told so far is written.</summary>
    public bool IsSettled => _isRecovered && _call.IsSettled;

    /// <summary>It goes on as it is: no write of it is about to fail.</summary>
    public bool IsSound => IsSettled && !_failsNext;

    public void Tell(CallFact fact) => _mailbox.Send(() =>
    {
        var take = new CallTake(fact);
        if (_isRecovered)
        {
            _call.Take(take);
        }
        else
        {
            _early.Add(take);
        }
    });

    /// <summary>Its next write fails.</summary>
    public void FailNextWrite() => _failsNext = true;

    public void Reached(long sequence) => _mailbox.Send(() => _call.Reached(sequence));

    /// <summary>Stopped by its cluster, which knows that nothing waits in it.</summary>
    public void Stop() => _mailbox.Send(End);

    void ICallEffects.Write(CallChanged changed, IReadOnlyList<CallTake> taken) =>
        _process.After(_process.Time.Between(0, 0.04), () =>
        {
            if (_failsNext)
            {
                _process.World.Reasons.ForgetUnwritten(State);
                _process.World.Trace($"a write of {_cluster.Name} {Key} fails");
                End();
            }
            else if (!_isGone)
            {
                _process.World.Gone.Check(_cluster.Site, Key, State, changed);
                _call.Written(_journal.Write(changed, _process.Ahead), changed);
            }
        });

    void ICallEffects.Publish(in CallPublished published) => _process.Feed.Append(new SimFeed.Entry(this, _cluster.Name, Key, published));

    void ICallEffects.Confirm(IReadOnlyList<CallTake> taken)
    {
    }

    void ICallEffects.SaveSnapshot(long sequence, CallState state) => _journal.Save(sequence, state);

    void ICallEffects.Recovered(CallState state)
    {
        var slots = state.Slots;
        _cluster.Inbox.Send(() => _cluster.State.AggregateRecovered(_process.Now, Key, slots));
    }

    void ICallEffects.Reconciled()
    {
    }

    void ICallEffects.Idle(long taken) => _cluster.Inbox.Send(() => _cluster.StopIfIdle(this, taken));

    void ICallEffects.AwaitHandover(Instant? due)
    {
        _handoverDue = due;
        if (due - _process.Now is { } pause)
        {
            _process.After(pause > TimeSpan.Zero ? pause : TimeSpan.FromMilliseconds(1), () =>
            {
                if (_handoverDue == due)
                {
                    _mailbox.Send(() => _call.HandoverDue(_process.Now));
                }
            });
        }
    }

    private void Recover()
    {
        if (_isGone)
        {
            return;
        }

        _journal.Read(_call.Recover, _call.Recover);
        _isRecovered = true;
        _call.Recovered(_process.Now, _journal.Last);
        _early.ForEach(_call.Take);
        _early.Clear();
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
