using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Bridges;
using CmsOrchestrator.Model.Connections;
using CmsOrchestrator.Model.Planning;
using CmsOrchestrator.Model.Subscriptions;

namespace CmsOrchestrator.Simulation;

/// <summary>Keeps the connections of one bridge, as its actor does: spread, attempts, back-off, and the room that there is.</summary>
internal sealed class SimSupervisor(SimProcess process, SimCluster cluster, SimBridge bridge)
{
    private readonly ConnectionSpread _spread = new(process.World.Shape.MaxConnections, process.World.Shape.PerConnection);
    private readonly List<SimSlot> _slots = [];
    private IReadOnlyCollection<Resource> _wanted = [];
    private int _usable;
    private bool _isStopping;

    public SimBridge Bridge => bridge;

    public SimCluster Cluster => cluster;

    public ProcessMailbox Inbox { get; } = process.Mailbox(0.01);

    public IEnumerable<SimConnection> Connections => _slots.Select(s => s.Connection).OfType<SimConnection>();

    private int Usable => _slots.Find(s => s.IsUnavailable)?.Number ?? process.World.Shape.MaxConnections;

    public void Start() => Turn(Reconcile);

    public void Stop() => Turn(() =>
    {
        _isStopping = true;
        Reconcile();
    });

    public void CloseSockets()
    {
        foreach (var connection in Connections)
        {
            connection.Socket.Reset();
        }
    }

    public void Want(IReadOnlyCollection<Resource> resources) => Turn(() =>
    {
        _wanted = resources;
        Spread();
    });

    public void HandOver(InstanceKey instance, CallKey call) => Forward(Resource.Calls, c => c.HandOver(instance, call));

    public void HandOver(PartKey part) => Forward(Resource.Of(part), c => c.HandOver(part));

    public void Answered(int number) => Turn(() =>
    {
        _slots[number].AnsweredAt = process.Now;
        _slots[number].IsUnavailable = false;
    });

    public void Closed(int number, CloseCause cause, string why) => Turn(() => Lose(_slots[number], cause, why));

    /// <summary>The connection's actor has stopped.</summary>
    public void Terminated(int number) => Turn(() =>
    {
        var slot = _slots[number];
        Lose(slot, CloseCause.Lost, "without a word");
        slot.Connection = null;
        if (!_isStopping && IsNeeded(slot) && slot.Failures > 0)
        {
            BackOff(slot, atLongest: false);
        }
        else
        {
            slot.Stage = SimStage.Idle;
            Reconcile();
        }
    });

    private void Turn(Action turn) => Inbox.Send(() =>
    {
        turn();
        UpdateRoom();
    });

    private void Forward(Resource resource, Action<SimConnection> forward) => Turn(() =>
    {
        if (_spread.Find(resource) is { } number && number < _slots.Count && _slots[number].Connection is { } connection)
        {
            connection.Inbox.Send(() => forward(connection));
        }
    });

    private void UpdateRoom()
    {
        var usable = Usable;
        if (usable != _usable)
        {
            _usable = usable;
            Spread();
            cluster.Turn(s => s.RoomChanged(bridge.Name, (usable * process.World.Shape.PerConnection) - 1));
        }
    }

    private void Spread()
    {
        foreach (var number in _spread.Want(_wanted, _usable))
        {
            if (number < _spread.Count && number < _slots.Count)
            {
                _slots[number].Connection?.Want(_spread.Of(number));
            }
        }

        Reconcile();
    }

    private void Reconcile()
    {
        while (_slots.Count < _spread.Count)
        {
            _slots.Add(new SimSlot(_slots.Count));
        }

        foreach (var slot in _slots)
        {
            if (_isStopping || !IsNeeded(slot))
            {
                Close(slot);
            }
            else if (slot.Stage == SimStage.Idle)
            {
                Attempt(slot);
            }
        }
    }

    private bool IsNeeded(SimSlot slot) =>
        slot.Number < _spread.Count
        || (slot.Number == _spread.Count && _spread.IsFull && (slot.IsUnavailable || slot.Stage == SimStage.Open));

    private void Close(SimSlot slot)
    {
        if (slot.Stage == SimStage.BackingOff && !_isStopping)
        {
            return;
        }

        slot.Attempt++;
        if (slot.Connection is { } connection)
        {
            slot.Stage = SimStage.Closing;
            connection.Stop();
        }
        else
        {
            slot.Stage = SimStage.Idle;
        }
    }

    private void Attempt(SimSlot slot)
    {
        slot.Stage = SimStage.Connecting;
        slot.IsLost = false;
        slot.AnsweredAt = null;
        var attempt = ++slot.Attempt;
        process.After(process.Time.Between(0.01, 0.3), () => Turn(() =>
        {
            if (slot.Attempt != attempt)
            {
                return;
            }

            if (bridge.Faults[Fault.Down])
            {
                Fail(slot, isRefusal: false);
            }
            else if (bridge.Faults[Fault.RefusesTokens] || bridge.Faults[Fault.RefusesUpgrades] || !bridge.HasRoomForAConnection)
            {
                Fail(slot, isRefusal: true);
            }
            else
            {
                Open(slot);
            }
        }));
    }

    private void Open(SimSlot slot)
    {
        slot.Stage = SimStage.Open;
        var epoch = process.NextEpoch();
        cluster.Turn(s => s.ConnectionOpened(bridge.Name, epoch));
        slot.Connection = new SimConnection(process, this, slot.Number, epoch, slot.Causes.Tolerance);
        slot.Connection.Want(_spread.Of(slot.Number));
        Breach.Unless(Connections.Count() <= process.World.Shape.MaxConnections, $"{bridge}: {Connections.Count()} connections");
    }

    private void Lose(SimSlot slot, CloseCause cause, string why)
    {
        if (slot.IsLost)
        {
            return;
        }

        slot.IsLost = true;
        process.World.Trace($"{bridge} connection {slot.Number} is lost: {cause}, {why}");
        var (at, epoch) = (process.Now, slot.Connection!.Epoch);
        cluster.Turn(s => s.ConnectionLost(at, bridge.Name, epoch));
        if (slot.Number == 0)
        {
            Forgive();
        }

        if (slot.Stage != SimStage.Closing)
        {
            slot.Stage = SimStage.Closing;
            if (slot.AnsweredAt is null)
            {
                MarkUnavailable(slot);
            }

            slot.Ended(cause, process.Now);
        }
    }

    private void Fail(SimSlot slot, bool isRefusal)
    {
        slot.Failed();
        MarkUnavailable(slot);
        BackOff(slot, atLongest: isRefusal);
    }

    private void BackOff(SimSlot slot, bool atLongest)
    {
        slot.Stage = SimStage.BackingOff;
        var pause = atLongest
            ? World.ReconnectMax
            : Backoff.Pause(slot.Failures, TimeSpan.FromSeconds(1), World.ReconnectMax, process.Time.Between(0, 1).TotalSeconds);
        process.After(pause, () => Turn(() =>
        {
            if (slot.Stage == SimStage.BackingOff)
            {
                slot.Stage = SimStage.Idle;
                Reconcile();
            }
        }));
    }

    private void MarkUnavailable(SimSlot slot)
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

    private void Forgive() => _slots.ForEach(s => s.IsUnavailable = false);
}
