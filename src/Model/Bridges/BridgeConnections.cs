using CmsOrchestrator.Model.Connections;
using CmsOrchestrator.Model.Subscriptions;
using CmsOrchestrator.Model.Views;

namespace CmsOrchestrator.Model.Bridges;

/// <summary>
/// What keeping the connections of one Call Bridge decides (design.md, "Actors"): how many there are and what each of them carries, when
/// one is opened, closed, and opened again with back-off, what it tolerates, how much room there is, and how the bridge's health reads. An
/// old connection has ended before the next one of its number begins. Deterministic: time arrives as a value, chance as a function, what is
/// to be done goes to <see cref="IBridgeEffects"/>. Not safe for threads; one owner.
/// </summary>
/// <param name="jitter">From 0 to 1, another one each time.</param>
public sealed partial class BridgeConnections(
    ReconnectSettings settings, ConnectionSpread spread, BridgeHealth health, Func<double> jitter, IBridgeEffects effects)
{
    private readonly ConnectionSlots _slots = new(spread.MaxConnections);
    private IReadOnlyCollection<Resource> _wanted = [];
    private int[] _usable = [];
    private bool _stopping;
    private bool _gone;
    private bool _publishes;

    public void Start(Instant now) => After(now);

    /// <summary>Closes all of them politely, and opens no more. <see cref="IBridgeEffects.Gone"/> says that it is done.</summary>
    public void Stop(Instant now)
    {
        _stopping = true;
        Reconcile();
        After(now);
    }

    /// <summary>Sets what the bridge is to be subscribed to, the list of calls aside.</summary>
    public void Want(Instant now, IReadOnlyCollection<Resource> resources)
    {
        _wanted = resources;
        Spread();
        After(now);
    }

    /// <summary>An attempt has brought a socket.</summary>
    public void Opened(Instant now, AttemptOpened opened)
    {
        ArgumentNullException.ThrowIfNull(opened);
        var slot = _slots[opened.Number];
        if (slot.Answers(opened.Attempt))
        {
            slot.Open();
            effects.Open(opened, slot.Tolerance, spread.Of(slot.Number));
        }
        else
        {
            effects.Discard(opened);
        }

        After(now);
    }

    /// <summary>An attempt has brought none.</summary>
    /// <param name="status">What that makes of the bridge.</param>
    /// <param name="problem">Why; without a secret.</param>
    public void Failed(Instant now, int number, int attempt, CallBridgeStatus status, string problem)
    {
        var slot = _slots[number];
        if (slot.Answers(attempt))
        {
            slot.Failures++;
            _slots.MarkUnavailable(slot);
            if (health.Failed(number, status, problem, now))
            {
                effects.AttemptFailed(problem);
            }

            BackOff(slot, atLongest: status is CallBridgeStatus.Unauthorized or CallBridgeStatus.Refused);
        }

        After(now);
    }

    /// <summary>The server acknowledged a request for the first time.</summary>
    public void Answered(Instant now, int number)
    {
        _slots[number].Answered(now);
        if (number == 0)
        {
            health.Become(CallBridgeStatus.Connected, now);
            var (failures, since) = health.TakeFailures(now);
            effects.Connected(failures, now - since);
        }

        After(now);
    }

    /// <summary>The server refused a request before it had acknowledged any. The connection stays, and asks again.</summary>
    public void Refused(Instant now, int number)
    {
        if (number == 0)
        {
            health.Become(CallBridgeStatus.Refused, now);
        }

        _slots.MarkUnavailable(_slots[number]);
        After(now);
    }

    /// <summary>What a connection says of itself.</summary>
    /// <param name="list">What has become of the call list; null where this connection has no news of it.</param>
    public void Reported(Instant now, int number, SubscriptionCounts subscriptions, CallCount? list)
    {
        if (_slots[number] is { Stage: SlotStage.Open } slot)
        {
            slot.Subscriptions = subscriptions;
            health.List = list ?? health.List;
        }

        After(now);
    }

    /// <summary>Something was not as the protocol has it, and was ignored.</summary>
    public void Noted(Instant now, string problem)
    {
        health.Note(problem);
        After(now);
    }

    /// <summary>A connection gives up; it ends a moment later.</summary>
    public void Closed(Instant now, int number, CloseCause cause, string why)
    {
        Lose(now, _slots[number], cause, why);
        After(now);
    }

    /// <summary>A connection is no more, whether it said so before or not.</summary>
    public void Ended(Instant now, int number)
    {
        var slot = _slots[number];
        Lose(now, slot, CloseCause.Lost, "the connection failed without a word");
        slot.Ended();
        if (!_stopping && IsNeeded(slot) && slot.Failures > 0)
        {
            BackOff(slot, atLongest: false);
        }
        else
        {
            slot.Stage = SlotStage.Idle;
            Reconcile();
        }

        After(now);
    }

    /// <summary>The pause before the next attempt is over.</summary>
    /// <param name="storageProblem">Why the storage takes no writes; null while it does.</param>
    public void RetryDue(Instant now, int number, string? storageProblem)
    {
        var slot = _slots[number];
        if (slot.Stage == SlotStage.BackingOff)
        {
            Retry(now, slot, storageProblem);
        }

        After(now);
    }

    /// <summary>The health may be published again.</summary>
    public void PublishDue(Instant now)
    {
        _publishes = false;
        After(now);
    }

    private void After(Instant now)
    {
        UpdateRoom();
        Publish(now);
        if (_stopping && !_gone && _slots.AreGone)
        {
            _gone = true;
            effects.Gone();
        }
    }

    // What a connection that does not come about was to carry is spread anew.
    private void UpdateRoom()
    {
        if (!_slots.Usable.SequenceEqual(_usable))
        {
            _usable = [.. _slots.Usable];
            Spread();
            effects.RoomChanged(spread.RoomOf(_usable.Length));
        }
    }

    private void Publish(Instant now)
    {
        health.Connections = _slots.Answered;
        health.Subscriptions = _slots.Subscriptions;
        if (health.TakeView(now) is { } view)
        {
            effects.Publish(view);
        }
        else if (health.IsDirty && !_publishes)
        {
            _publishes = true;
            effects.PublishAfter(BridgeHealth.PublishInterval);
        }
    }
}
