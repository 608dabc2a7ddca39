using CmsOrchestrator.Model.Calls;
using CmsOrchestrator.Model.Clusters;
using CmsOrchestrator.Model.Planning;
using CmsOrchestrator.Model.Subscriptions;
using CmsOrchestrator.Model.Tests.Support;

namespace CmsOrchestrator.Model.Tests.Simulation;

/// <summary>One process: the cluster's state and its aggregates. What aggregates decided outlives it; nothing else does.</summary>
internal sealed class SimOrchestrator : IClusterEffects
{
    private readonly VirtualTime _time;
    private readonly IReadOnlyList<SimBridge> _bridges;
    private readonly Dictionary<CallKey, SimAggregate> _aggregates;
    private readonly long _processStart;
    private int _epochs;
    private bool _isStopped;

    public SimOrchestrator(VirtualTime time, IReadOnlyList<SimBridge> bridges, int room, SimOrchestrator? before)
    {
        _time = time;
        _bridges = bridges;
        _processStart = (before?._processStart ?? 0) + 1;
        Cluster = new ClusterState(
            new ClusterSettings(
                TimeSpan.FromSeconds(600),
                new PlannerSettings(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30))),
            this);
        Supervisors = [.. bridges.Select(b => new SimSupervisor(time, b, this, room))];
        _aggregates = before is null ? [] : before._aggregates.Where(a => !a.Value.State.IsNone).ToDictionary(
            a => a.Key, a => new SimAggregate(time, this, a.Key, a.Value.State));
        foreach (var supervisor in Supervisors)
        {
            Cluster.BridgeConfigured(time.Now, supervisor.Name);
            time.After(time.Between(0, 2), () => supervisor.Open(0));
            time.After(time.Between(0, 2), () => supervisor.Open(1));
        }

        foreach (var aggregate in _aggregates.Values)
        {
            aggregate.Recover();
        }

        Tick();
    }

    public ClusterState Cluster { get; }

    public List<SimSupervisor> Supervisors { get; }

    public IEnumerable<SimAggregate> Aggregates => _aggregates.Values;

    /// <summary>A call's GUID is never used again: what is there now has been all the time.</summary>
    public bool IsThere(InstanceKey instance) => _bridges.Single(b => b.Name == instance.Bridge).Calls.ContainsKey(instance.Call);

    public Epoch NextEpoch() => new(_processStart, ++_epochs);

    public void Stop()
    {
        _isStopped = true;
        foreach (var supervisor in Supervisors)
        {
            supervisor.IsStopped = true;
            supervisor.BreakAll(isNoticed: true);
        }

        foreach (var aggregate in _aggregates.Values)
        {
            aggregate.IsStopped = true;
        }
    }

    public void Tell(CallKey call, CallFact fact, object? origin)
    {
        if (!_aggregates.TryGetValue(call, out var aggregate))
        {
            _aggregates[call] = aggregate = new SimAggregate(_time, this, call, CallState.None);
        }

        aggregate.Tell(fact);
    }

    public void Confirm(object? origin)
    {
    }

    public void HandOverInstance(InstanceKey instance, CallKey call)
    {
        var supervisor = Supervisors.Single(s => s.Name == instance.Bridge);
        new Link(_time, 0.02).Send(() => supervisor.HandOver(instance, call));
    }

    public void HandOverPart(PartKey part)
    {
        var supervisor = Supervisors.Single(s => s.Name == part.Instance.Bridge);
        new Link(_time, 0.02).Send(() => supervisor.HandOver(part));
    }

    public void Want(CallBridgeName bridge, IReadOnlyCollection<Resource> resources) => Supervisors.Single(s => s.Name == bridge).Want(resources);

    private void Tick() => _time.After(TimeSpan.FromSeconds(0.2), () =>
    {
        if (_isStopped)
        {
            return;
        }

        Supervisors.ForEach(s => s.Tick());
        Cluster.Tick(_time.Now);
        if (Cluster.NeedsPlan)
        {
            Cluster.Plan(_time.Now);
        }

        foreach (var aggregate in _aggregates.Values)
        {
            aggregate.Tell(new CallFact.TimePassed(_time.Now));
        }

        Tick();
    });
}

/// <summary>One call's aggregate: what it decides is durable; when it fails, what was on its way to it is lost.</summary>
internal sealed class SimAggregate(VirtualTime time, SimOrchestrator orchestrator, CallKey key, CallState state)
{
    private static int _sessions;
    private readonly CallDecider _decider = new(
        new CallSettings(TimeSpan.FromSeconds(5)), _ => new CallId(Ids.Guid(0x5e, Interlocked.Increment(ref _sessions))));

    private Link _inbox = new(time, 0.02);
    private List<CallFact>? _stash;
    private bool _isDown;

    public CallKey Key => key;

    public CallState State { get; private set; } = state;

    public bool IsStopped { get; set; }

    public void Tell(CallFact fact)
    {
        if (!_isDown)
        {
            _inbox.Send(() => Take(fact));
        }
    }

    public void Fail()
    {
        if (_isDown || _stash is not null)
        {
            return;
        }

        _inbox.Cut();
        _isDown = true;
        time.After(time.Between(0.1, 2), () =>
        {
            _isDown = false;
            _inbox = new Link(time, 0.02);
            Recover();
        });
    }

    public void Recover()
    {
        _stash = [];
        time.After(time.Between(0, 3), () =>
        {
            if (IsStopped)
            {
                return;
            }

            Decide(new CallFact.Recovered(time.Now));
            var slots = State.Slots;
            new Link(time, 0.02).Send(() =>
            {
                if (!IsStopped)
                {
                    orchestrator.Cluster.AggregateRecovered(time.Now, key, slots);
                }
            });
            var stash = _stash!;
            _stash = null;
            stash.ForEach(f => Decide(f));
        });
    }

    private void Take(CallFact fact)
    {
        if (_stash is not null)
        {
            _stash.Add(fact);
        }
        else
        {
            Decide(fact);
        }
    }

    private void Decide(CallFact fact)
    {
        if (!IsStopped && _decider.Decide(State, [fact]) is { } changed)
        {
            foreach (var gone in changed.Changes.OfType<CallChange.InstanceGone>().Where(g => g.Reason != Reasons.Merged))
            {
                Assert.False(orchestrator.IsThere(gone.Key), $"{gone.Key} is taken for gone ({gone.Reason}) at {time.Now}, and is there");
            }

            State = CallFold.Apply(State, changed);
        }
    }
}
