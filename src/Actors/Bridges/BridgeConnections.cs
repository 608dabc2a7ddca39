using Akka.Actor;
using Akka.Event;
using CmsOrchestrator.Actors.Clusters;
using CmsOrchestrator.Actors.Connections;
using CmsOrchestrator.Actors.Hosting;
using CmsOrchestrator.Model.Bridges;
using CmsOrchestrator.Model.Connections;
using CmsOrchestrator.Model.Views;

namespace CmsOrchestrator.Actors.Bridges;

/// <summary>
/// A bridge's connections, brought in step with what is to be spread over them: opened, closed, lost, and opened again with back-off.
/// An old connection has stopped before the next one of its place starts.
/// </summary>
internal sealed class BridgeConnections(BridgeIdentity identity, ConnectionSpread spread, BridgeHealth health, IUntypedActorContext context, IWithTimers timers)
{
    private readonly ConnectionSlots _slots = new(identity.Bridge.MaxConnections);
    private readonly ILoggingAdapter _log = context.GetLogger();
    private bool _stopping;

    /// <summary>As they are now.</summary>
    public ConnectionSlots Slots => _slots;

    private Runtime Runtime => identity.Runtime;

    /// <summary>One step for start, change and repair: as many connections as the spread needs, no more.</summary>
    public void Reconcile()
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
                Attempt(slot);
            }
        }
    }

    /// <summary>Closes all of them politely, and opens no more.</summary>
    public void Stop()
    {
        _stopping = true;
        foreach (var slot in _slots.All)
        {
            Close(slot);
        }
    }

    public void OnAttempted(Attempted attempted)
    {
        var slot = _slots[attempted.Number];
        slot.Requests--;
        var counts = slot.Attempt == attempted.Attempt;
        switch (attempted.Result)
        {
            case AttemptResult.Opened opened when counts:
                Open(slot, opened);
                break;
            case AttemptResult.Opened late:
                late.Socket.Dispose();
                break;
            case AttemptResult.Failed failed when counts:
                Fail(slot, failed);
                break;
        }
    }

    public void OnAnswered(ConnectionAnswered answered)
    {
        var slot = _slots[answered.Number];
        slot.Answered(Runtime.Now);
        if (slot.Number == 0)
        {
            health.Become(CallBridgeStatus.Connected, Runtime.Now);
            var (failures, since) = health.TakeFailures(Runtime.Now);
            if (failures > 0)
            {
                _log.Info(
                    "Call Bridge {CallBridge} is connected, after {Failures} failures in {Seconds} s", identity, failures, (int)(Runtime.Now - since).TotalSeconds);
            }
            else
            {
                _log.Info("Call Bridge {CallBridge} is connected", identity);
            }
        }
    }

    public void OnRefused(ConnectionRefused refused)
    {
        if (refused.Number == 0)
        {
            health.Become(CallBridgeStatus.Refused, Runtime.Now);
        }

        _slots.MarkUnavailable(_slots[refused.Number]);
    }

    public void OnReport(ConnectionReport report)
    {
        if (_slots[report.Number] is { Stage: SlotStage.Open } slot)
        {
            slot.Subscriptions = report.Subscriptions;
            health.List = report.List ?? health.List;
        }
    }

    public void OnClosed(ConnectionClosed closed) => Lose(_slots[closed.Number], closed.Cause, closed.Why);

    public void OnTerminated(IActorRef connection)
    {
        if (_slots.Of(connection) is not { } slot)
        {
            return;
        }

        Lose(slot, CloseCause.Lost, "the connection failed without a word");
        slot.Connection = null;
        slot.Subscriptions = default;
        if (!_stopping && IsNeeded(slot) && slot.Failures > 0)
        {
            BackOff(slot, atLongest: false);
        }
        else
        {
            slot.Stage = SlotStage.Idle;
            Reconcile();
        }
    }

    public void OnRetry(RetryDue due)
    {
        var slot = _slots[due.Number];
        if (slot.Stage != SlotStage.BackingOff)
        {
            return;
        }

        if (IsNeeded(slot) && slot.LastCause == CloseCause.Overflow && Runtime.Readiness.StorageProblem is { } storage)
        {
            // Another snapshot would only overflow again.
            health.Failed(slot.Number, CallBridgeStatus.BackingOff, $"waits for the storage: {storage}", Runtime.Now);
            BackOff(slot, atLongest: false);
            return;
        }

        if (slot.Number == 0)
        {
            health.Retrying(Runtime.Now);
        }

        slot.Stage = SlotStage.Idle;
        Reconcile();
    }

    // One that could not be opened is tried again for as long as those before it are full: the plan asks for it only when it is there.
    private bool IsNeeded(ConnectionSlot slot) =>
        slot.Number < spread.Count
        || (slot.Number == spread.Count && spread.IsFull && (slot.IsUnavailable || slot.Stage == SlotStage.Open));

    private void Close(ConnectionSlot slot)
    {
        if (slot.Stage == SlotStage.BackingOff && !_stopping)
        {
            // Wanted again, it is tried no sooner.
            return;
        }

        slot.Abandon();
        timers.Timers.Cancel(slot.Number);
        if (slot.Connection is { } connection)
        {
            slot.Stage = SlotStage.Closing;
            connection.Tell(new CloseConnection());
        }
        else
        {
            slot.Stage = SlotStage.Idle;
        }
    }

    private void Attempt(ConnectionSlot slot)
    {
        slot.Stage = SlotStage.Connecting;
        var cancellation = slot.Begin();
        var (number, attempt) = (slot.Number, slot.Attempt);
        ConnectionAttempt.RunAsync(() => Runtime.ClientOf(identity.Bridge), cancellation).PipeTo(
            context.Self,
            success: result => new Attempted(number, attempt, result),
            failure: cause => new Attempted(number, attempt, AttemptResult.Failure(cause.Message)));
    }

    private void Open(ConnectionSlot slot, AttemptResult.Opened opened)
    {
        slot.Stage = SlotStage.Open;
        slot.Epoch = Runtime.Epochs.Next();
        identity.ClusterActor.Tell(new ClusterMessage.ConnectionOpened(identity.Name, slot.Epoch));
        var connection = EventConnection.Props(
            new ConnectionIdentity(identity.Name, slot.Number, slot.Epoch, identity.ClusterActor), opened.Socket, slot.Tolerance,
            Runtime.Figures.Of(identity.Cluster, identity.Name), Runtime);
        slot.Connection = context.Watch(context.ActorOf(connection, $"connection-{slot.Number}-{slot.Attempt}"));
        slot.Connection.Tell(new Want(spread.Of(slot.Number)));
    }

    // Told to the cluster once; held against the bridge where it was not our own choice.
    private void Lose(ConnectionSlot slot, CloseCause cause, string why)
    {
        if (slot.IsLost)
        {
            return;
        }

        slot.IsLost = true;
        identity.ClusterActor.Tell(new ClusterMessage.ConnectionLost(Runtime.Now, identity.Name, slot.Epoch));
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

            slot.Ended(cause, Runtime.Now, Runtime.Settings.HealthyTime);
            health.Lost(slot.Number, cause, why, Runtime.Now);
            Runtime.Figures.Of(identity.Cluster, identity.Name).Lost(cause);
            _log.Warning("Call Bridge {CallBridge}: connection {Connection} is lost: {Why}", identity, slot.Number, why);
        }
    }

    private void Fail(ConnectionSlot slot, AttemptResult.Failed failed)
    {
        slot.Failures++;
        _slots.MarkUnavailable(slot);
        if (health.Failed(slot.Number, failed.Status, failed.Problem, Runtime.Now))
        {
            _log.Warning("Call Bridge {CallBridge}: {Problem}", identity, failed.Problem);
        }

        BackOff(slot, atLongest: failed.Status is CallBridgeStatus.Unauthorized or CallBridgeStatus.Refused);
    }

    private void BackOff(ConnectionSlot slot, bool atLongest)
    {
        slot.Stage = SlotStage.BackingOff;
        var (min, max) = (Runtime.Settings.ReconnectMinTime, Runtime.Settings.ReconnectMaxTime);
        var pause = atLongest ? max : Backoff.Pause(slot.Failures, min, max, Random.Shared.NextDouble());
        timers.Timers.StartSingleTimer(slot.Number, new RetryDue(slot.Number), pause);
    }

    internal sealed record Attempted(int Number, int Attempt, AttemptResult Result) : INoSerializationVerificationNeeded;

    internal sealed record RetryDue(int Number) : INoSerializationVerificationNeeded;
}
