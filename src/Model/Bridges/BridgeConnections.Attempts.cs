using CmsOrchestrator.Model.Connections;
using CmsOrchestrator.Model.Views;

namespace CmsOrchestrator.Model.Bridges;

// Which connections there are to be, and when the next attempt at one is made.
public sealed partial class BridgeConnections
{
    // One that is kept though it is no room carries nothing: what it was asked for is on another, or given up.
    private void Spread()
    {
        foreach (var number in spread.Want(_wanted, _usable))
        {
            if (_slots.HasConnection(number) && IsNeeded(_slots[number]))
            {
                effects.Want(number, spread.Of(number));
            }
        }

        Reconcile();
    }

    // One step for start, change and repair: as many connections as the spread needs, no more.
    private void Reconcile()
    {
        _slots.Grow(spread.Count);
        foreach (var slot in _slots.All)
        {
            if (_stopping || !IsNeeded(slot))
            {
                Close(slot);
            }
            else if (slot.Stage == SlotStage.Idle)
            {
                slot.Begin();
                effects.Attempt(slot.Number, slot.Attempt);
            }
        }
    }

    // One that could not be opened is tried again for as long as the others are full: the plan asks for it only when it is there.
    private bool IsNeeded(ConnectionSlot slot) =>
        (slot.Number < spread.Count && _usable.Contains(slot.Number))
        || (slot.Number == spread.FirstFree && spread.IsFull && (slot.IsUnavailable || slot.Stage == SlotStage.Open));

    // One that backs off goes on doing so: wanted again, it is tried no sooner.
    private void Close(ConnectionSlot slot)
    {
        switch (slot.Stage)
        {
            case SlotStage.Connecting:
                slot.Abandon();
                effects.Abandon(slot.Number);
                break;
            case SlotStage.Open:
                slot.Stage = SlotStage.Closing;
                effects.Close(slot.Number);
                break;
        }
    }

    // Told once; held against the bridge where it was not our own choice.
    private void Lose(Instant now, ConnectionSlot slot, CloseCause cause, string why)
    {
        if (slot.IsLost)
        {
            return;
        }

        slot.IsLost = true;
        effects.Lost(slot.Number);
        if (slot.Number == 0)
        {
            _slots.Forgive();
        }

        if (slot.Stage != SlotStage.Closing)
        {
            slot.Stage = SlotStage.Closing;
            if (slot.AnsweredAt is null)
            {
                _slots.MarkUnavailable(slot);
            }

            slot.Failed(cause, now, settings.HealthyTime);
            health.Lost(slot.Number, cause, why, now);
            effects.ConnectionFailed(slot.Number, cause, why);
        }
    }

    private void Retry(Instant now, ConnectionSlot slot, string? storageProblem)
    {
        if (IsNeeded(slot) && slot.LastCause == CloseCause.Overflow && storageProblem is not null)
        {
            // Another snapshot would only overflow again.
            health.Failed(slot.Number, CallBridgeStatus.BackingOff, $"waits for the storage: {storageProblem}", now);
            BackOff(slot, atLongest: false);
            return;
        }

        if (slot.Number == 0)
        {
            health.Retrying(now);
        }

        slot.Stage = SlotStage.Idle;
        Reconcile();
    }

    private void BackOff(ConnectionSlot slot, bool atLongest)
    {
        slot.Stage = SlotStage.BackingOff;
        effects.Pause(
            slot.Number, atLongest ? settings.MaxTime : Backoff.Pause(slot.Failures, settings.MinTime, settings.MaxTime, jitter()));
    }
}
