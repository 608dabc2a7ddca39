using System.Security.Cryptography;
using Akka.Actor;
using Akka.Event;
using CmsOrchestrator.Actors.Clusters;
using CmsOrchestrator.Actors.Connections;
using CmsOrchestrator.Actors.Hosting;
using CmsOrchestrator.Actors.Settings;
using CmsOrchestrator.Actors.Views;
using CmsOrchestrator.Actors.Wire;
using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Bridges;
using CmsOrchestrator.Model.Calls;
using CmsOrchestrator.Model.Connections;
using CmsOrchestrator.Model.Planning;
using CmsOrchestrator.Model.Subscriptions;
using CmsOrchestrator.Model.Views;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Actors.Bridges;

/// <summary>
/// Keeps the event connections of one Call Bridge (design.md, "Actors"): a fresh token for every attempt, back-off with full
/// jitter, a further connection when one is full, and the bridge's health as people read it. An old connection has stopped before
/// the next one of its place starts.
/// </summary>
internal sealed class CallBridgeSupervisor : UntypedActor, IWithTimers
{
    private readonly ClusterName _cluster;
    private readonly CallBridgeSettings _bridge;
    private readonly Runtime _runtime;
    private readonly IActorRef _clusterActor;
    private readonly ConnectionSpread _spread;
    private readonly BridgeFigure _figure;
    private readonly BridgeHealth _health;
    private readonly List<ConnectionSlot> _slots = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private IReadOnlyCollection<Resource> _wanted = [];
    private int _usable;
    private bool _stopping;

    public CallBridgeSupervisor(ClusterName cluster, CallBridgeSettings bridge, IActorRef clusterActor, Runtime runtime)
    {
        _cluster = cluster;
        _bridge = bridge;
        _runtime = runtime;
        _clusterActor = clusterActor;
        _spread = new ConnectionSpread(bridge.MaxConnections);
        _figure = runtime.Figures.Of(cluster, bridge.Name);
        _health = new BridgeHealth(cluster, bridge, runtime.Now);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(ClusterName cluster, CallBridgeSettings bridge, IActorRef clusterActor, Runtime runtime) =>
        Akka.Actor.Props.Create(() => new CallBridgeSupervisor(cluster, bridge, clusterActor, runtime));

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(cause =>
    {
        _log.Error(cause, "A connection of {0} failed", _bridge.Name);
        return Directive.Stop;
    });

    protected override void PreStart()
    {
        UpdateRoom();
        Publish();
        Connect();
    }

    protected override void PostStop()
    {
        _stop.Cancel();
        _stop.Dispose();
        foreach (var slot in _slots)
        {
            slot.Client?.Dispose();
        }
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Want want:
                _wanted = want.Resources;
                Spread();
                break;
            case TokenAnswered answered:
                OnToken(answered);
                break;
            case SocketAnswered answered:
                OnSocket(answered);
                break;
            case RetryDue due:
                Retry(_slots[due.Number]);
                break;
            case ConnectionAnswered answered:
                OnAnswered(_slots[answered.Number]);
                break;
            case ConnectionClosed closed:
                OnClosed(_slots[closed.Number], closed.Cause, closed.Why);
                break;
            case ConnectionNote note:
                _health.Note(note.Problem);
                break;
            case ConnectionReport report:
                OnReport(report);
                break;
            case Terminated terminated:
                OnTerminated(terminated.ActorRef);
                break;
            case HandOverInstance handOver:
                Forward(0, handOver);
                break;
            case HandOverPart handOver when _spread.Find(ToResource(handOver.Part)) is { } number:
                Forward(number, handOver);
                break;
            case HandOverPart:
                break;
            case PublishDue:
                break;
            case StopBridge:
                Stop();
                break;
            default:
                Unhandled(message);
                break;
        }

        UpdateRoom();
        Publish();
        StopIfDone();
    }

    private void Spread()
    {
        foreach (var number in _spread.Want(_wanted, _usable))
        {
            if (number < _spread.Count && number < _slots.Count)
            {
                _slots[number].Connection?.Tell(new Want(_spread.Of(number)));
            }
        }

        Connect();
    }

    // One step for start, change and repair: as many connections as the spread needs, no more.
    private void Connect()
    {
        while (_slots.Count < _spread.Count)
        {
            _slots.Add(new ConnectionSlot(_slots.Count));
        }

        foreach (var slot in _slots)
        {
            if (_stopping || !IsNeeded(slot))
            {
                CloseSlot(slot);
            }
            else if (slot.Stage == SlotStage.Idle)
            {
                RequestToken(slot);
            }
        }
    }

    // While all that are needed are full, one more that could not be opened is tried again, and one that is open stays: the plan asks
    // for it only once it hears of its room.
    private bool IsNeeded(ConnectionSlot slot) =>
        slot.Number < _spread.Count
        || (slot.Number == _spread.Count && _spread.IsFull && (slot.IsUnavailable || slot.Stage == SlotStage.Open));

    private void CloseSlot(ConnectionSlot slot)
    {
        if (slot.Stage == SlotStage.BackingOff && !_stopping)
        {
            // Wanted again, it is tried no sooner.
            return;
        }

        slot.Attempt++;
        Timers.Cancel(slot.Number);
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

    private void RequestToken(ConnectionSlot slot)
    {
        slot.Stage = SlotStage.Connecting;
        slot.Begin();
        var (number, attempt) = (slot.Number, ++slot.Attempt);
        try
        {
            // A new client each time: certificates and trust are read anew.
            slot.Client?.Dispose();
            slot.Client = _runtime.ClientOf(_bridge);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            slot.Client = null;
            Fail(slot, CallBridgeStatus.BackingOff, e.Message);
            return;
        }

        slot.Requests++;
        slot.Client.RequestTokenAsync(_stop.Token).PipeTo(
            Self,
            success: result => new TokenAnswered(number, attempt, result),
            failure: cause => new TokenAnswered(number, attempt, new TokenResult.Failed(cause.Message)));
    }

    private void OnToken(TokenAnswered answered)
    {
        var slot = _slots[answered.Number];
        slot.Requests--;
        if (slot.Attempt != answered.Attempt)
        {
            return;
        }

        switch (answered.Result)
        {
            case TokenResult.Granted granted:
                var (number, attempt) = (slot.Number, slot.Attempt);
                slot.Requests++;
                slot.Client!.OpenAsync(granted.Token, _stop.Token).PipeTo(
                    Self,
                    success: result => new SocketAnswered(number, attempt, result),
                    failure: cause => new SocketAnswered(number, attempt, new OpenResult.Failed(cause.Message)));
                break;
            case TokenResult.Unauthorized unauthorized:
                Fail(slot, CallBridgeStatus.Unauthorized, unauthorized.Problem);
                break;
            case TokenResult.Failed failed:
                Fail(slot, CallBridgeStatus.BackingOff, failed.Problem);
                break;
        }
    }

    private void OnSocket(SocketAnswered answered)
    {
        var slot = _slots[answered.Number];
        slot.Requests--;
        switch (answered.Result)
        {
            case OpenResult.Opened opened when slot.Attempt != answered.Attempt:
                opened.Socket.Dispose();
                break;
            case var _ when slot.Attempt != answered.Attempt:
                break;
            case OpenResult.Opened opened:
                Open(slot, opened);
                break;
            case OpenResult.Refused refused:
                Fail(slot, CallBridgeStatus.Refused, refused.Problem);
                break;
            case OpenResult.Failed failed:
                Fail(slot, CallBridgeStatus.BackingOff, failed.Problem);
                break;
        }
    }

    private void Open(ConnectionSlot slot, OpenResult.Opened opened)
    {
        slot.Stage = SlotStage.Open;
        slot.Epoch = _runtime.Epochs.Next();
        _clusterActor.Tell(new ClusterMessage.ConnectionOpened(_bridge.Name, slot.Epoch));
        var identity = new ConnectionIdentity(_bridge.Name, slot.Number, slot.Epoch, _clusterActor);
        slot.Connection = Context.Watch(Context.ActorOf(
            EventConnection.Props(identity, opened.Socket, slot.Tolerated, _figure, _runtime), $"connection-{slot.Number}-{slot.Attempt}"));
        slot.Connection.Tell(new Want(_spread.Of(slot.Number)));
    }

    private void OnAnswered(ConnectionSlot slot)
    {
        slot.Answered(_runtime.Now);
        if (slot.Number == 0)
        {
            _health.Become(CallBridgeStatus.Connected, _runtime.Now);
            _log.Info("Call Bridge {0}/{1} is connected", _cluster, _bridge.Name);
        }
    }

    private void OnClosed(ConnectionSlot slot, CloseCause cause, string why)
    {
        if (slot.IsLost)
        {
            return;
        }

        Lose(slot);
        if (slot.Stage != SlotStage.Closing)
        {
            slot.Stage = SlotStage.Closing;
            if (slot.AnsweredAt is null)
            {
                MarkUnavailable(slot);
            }

            slot.Ended(cause, _runtime.Now, _runtime.Settings.HealthyTime);
            _health.Lost(slot.Number, cause, why, _runtime.Now);
            _log.Warning("Call Bridge {0}/{1}: connection {2} is lost: {3}", _cluster, _bridge.Name, slot.Number, why);
        }
    }

    private void OnTerminated(IActorRef connection)
    {
        if (_slots.Find(s => connection.Equals(s.Connection)) is not { } slot)
        {
            return;
        }

        if (slot.Stage != SlotStage.Closing)
        {
            OnClosed(slot, CloseCause.Lost, "the connection failed without a word");
        }
        else if (!slot.IsLost)
        {
            Lose(slot);
        }

        slot.Connection = null;
        slot.Subscriptions = default;
        if (_stopping)
        {
            slot.Stage = SlotStage.Idle;
        }
        else if (IsNeeded(slot) && slot.Failures > 0)
        {
            BackOff(slot, atLongest: false);
        }
        else
        {
            slot.Stage = SlotStage.Idle;
            Connect();
        }
    }

    private void Lose(ConnectionSlot slot)
    {
        slot.IsLost = true;
        if (slot.Number == 0)
        {
            Forgive();
        }

        _clusterActor.Tell(new ClusterMessage.ConnectionLost(_runtime.Now, _bridge.Name, slot.Epoch));
    }

    private void Fail(ConnectionSlot slot, CallBridgeStatus status, string problem)
    {
        slot.Failures++;
        MarkUnavailable(slot);
        if (_health.Failed(slot.Number, status, problem, _runtime.Now))
        {
            _log.Warning("Call Bridge {0}/{1}: {2}", _cluster, _bridge.Name, problem);
        }

        BackOff(slot, atLongest: status is CallBridgeStatus.Unauthorized or CallBridgeStatus.Refused);
    }

    private void BackOff(ConnectionSlot slot, bool atLongest)
    {
        slot.Stage = SlotStage.BackingOff;
        var (min, max) = (_runtime.Settings.ReconnectMinTime, _runtime.Settings.ReconnectMaxTime);
        var pause = atLongest ? max : Backoff.Pause(slot.Failures, min, max, Random.Shared.NextDouble());
        Timers.StartSingleTimer(slot.Number, new RetryDue(slot.Number), pause);
    }

    private void Retry(ConnectionSlot slot)
    {
        if (slot.Stage != SlotStage.BackingOff)
        {
            return;
        }

        if (!IsNeeded(slot))
        {
            slot.Stage = SlotStage.Idle;
            return;
        }

        if (slot.LastCause == CloseCause.Overflow && _runtime.Readiness.StorageProblem is { } storage)
        {
            // Another snapshot would only overflow again.
            _health.Failed(slot.Number, CallBridgeStatus.BackingOff, $"waits for the storage: {storage}", _runtime.Now);
            BackOff(slot, atLongest: false);
            return;
        }

        if (slot.Number == 0)
        {
            _health.Retrying(_runtime.Now);
        }

        slot.Stage = SlotStage.Idle;
        Connect();
    }

    private void OnReport(ConnectionReport report)
    {
        if (_slots[report.Number] is { Stage: SlotStage.Open } slot)
        {
            slot.Subscriptions = report.Subscriptions;
            _health.Calls = report.Calls ?? _health.Calls;
        }
    }

    private void Forward(int number, object message)
    {
        if (number < _slots.Count)
        {
            _slots[number].Connection?.Forward(message);
        }
    }

    private void MarkUnavailable(ConnectionSlot slot)
    {
        if (slot.Number > 0)
        {
            slot.IsUnavailable = _slots[0].IsAnswered;
        }
        else
        {
            Forgive();
        }
    }

    // While the first connection is away, nothing is known of the room behind it.
    private void Forgive() => _slots.ForEach(s => s.IsUnavailable = false);

    // A further connection that does not come about though the first one works has no room, and those behind it are not tried; what
    // it was to carry is spread anew. One that was lost a moment ago is believed to come back: what it carried is stale, not given up.
    private void UpdateRoom()
    {
        var usable = _slots.Find(s => s.IsUnavailable)?.Number ?? _bridge.MaxConnections;
        if (usable != _usable)
        {
            _usable = usable;
            Spread();
            _clusterActor.Tell(new ClusterMessage.RoomChanged(_bridge.Name, (usable * ProtocolLimits.SubscriptionsPerConnection) - 1));
        }
    }

    private void Publish()
    {
        _health.Connections = _slots.Count(s => s.IsAnswered);
        _health.Subscriptions = _slots.Aggregate(default(SubscriptionCounts), (sum, slot) => sum + slot.Subscriptions);
        if (_health.TakeView(_runtime.Now) is { } view)
        {
            _runtime.Feed.Tell(new Feed.FeedEntry(null, 0, false, [Publication.Of(_runtime.Now, view)]));
        }
        else if (_health.IsDirty && !Timers.IsTimerActive(PublishDue.Instance))
        {
            Timers.StartSingleTimer(PublishDue.Instance, PublishDue.Instance, BridgeHealth.PublishInterval);
        }
    }

    // Removed from the configuration: closes every socket politely, then goes.
    private void Stop()
    {
        if (!_stopping)
        {
            _stopping = true;
            _stop.Cancel();
            foreach (var slot in _slots)
            {
                CloseSlot(slot);
            }
        }
    }

    // No sooner than every request is answered: one of them may still bring a socket that somebody has to close.
    private void StopIfDone()
    {
        if (_stopping && _slots.TrueForAll(s => s is { Connection: null, Requests: 0 }))
        {
            Context.Stop(Self);
        }
    }

    private static Resource ToResource(PartKey part) =>
        part.Part == SlotPart.Roster ? Resource.Roster(part.Instance.Call) : Resource.CallInfo(part.Instance.Call);

    private sealed record TokenAnswered(int Number, int Attempt, TokenResult Result);

    private sealed record SocketAnswered(int Number, int Attempt, OpenResult Result);

    private sealed record RetryDue(int Number);

    private sealed class PublishDue
    {
        public static readonly PublishDue Instance = new();
    }
}

/// <summary>The bridge left the configuration, or its settings are others now, or the process stops.</summary>
internal sealed record StopBridge;
