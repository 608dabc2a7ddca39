using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Calls;
using CmsOrchestrator.Model.Clusters;
using CmsOrchestrator.Model.Planning;
using CmsOrchestrator.Model.Subscriptions;

namespace CmsOrchestrator.Simulation;

/// <summary>One cluster in the program: its state, a supervisor for each bridge, an aggregate for each call, as its actor has them.</summary>
internal sealed class SimCluster : IClusterEffects
{
    private readonly SimProcess _process;
    private readonly Dictionary<CallBridgeName, SimSupervisor> _supervisors = [];
    private readonly Dictionary<CallBridgeName, SimSupervisor> _stopping = [];
    private readonly Dictionary<CallKey, Entry> _aggregates = [];
    private bool _planIsDue;

    public SimCluster(SimProcess process, Site site)
    {
        (_process, Site) = (process, site);
        Inbox = process.Mailbox(0.02);
        State = new ClusterState(process.ClusterSettings, this);
    }

    public Site Site { get; }

    public ClusterName Name => Site.Name;

    public ProcessMailbox Inbox { get; }

    public ClusterState State { get; }

    public IEnumerable<SimAggregate> Aggregates => _aggregates.Values.Select(a => a.Actor).OfType<SimAggregate>();

    public IEnumerable<SimSupervisor> Supervisors => _supervisors.Values;

    public bool IsSettled => _aggregates.Values.All(a => a.Actor is { IsSettled: true });

    public void Start()
    {
        foreach (var call in _process.World.Disk.ToRecover(Name))
        {
            StartAggregate(call);
        }

        Configure();
        Tick();
    }

    /// <summary>Brings the bridges in step with the configuration.</summary>
    public void Configure() => Inbox.Send(() =>
    {
        var configured = _process.World.ConfiguredBridges(Site).ToHashSet();
        foreach (var (bridge, supervisor) in _supervisors.ToList())
        {
            if (!configured.Contains(bridge))
            {
                State.BridgeRemoved(_process.Now, bridge);
                _supervisors.Remove(bridge);
                _stopping.Add(bridge, supervisor);
                supervisor.Stop();
            }
        }

        foreach (var bridge in Site.Bridges.Where(b => configured.Contains(b.Name)))
        {
            State.BridgeConfigured(_process.Now, bridge.Name);
        }

        StartSupervisors();
        After();
    });

    /// <summary>A supervisor that was stopped has closed all its sockets.</summary>
    public void Gone(SimSupervisor supervisor) => Inbox.Send(() =>
    {
        _stopping.Remove(supervisor.Bridge.Name);
        StartSupervisors();
        State.SupervisorStopped(_process.Now, supervisor.Bridge.Name);
        After();
    });

    public void CloseSockets()
    {
        foreach (var supervisor in _supervisors.Values.Concat(_stopping.Values))
        {
            supervisor.CloseSockets();
        }
    }

    /// <summary>Does something with the state, in the actor's turn.</summary>
    public void Turn(Action<ClusterState> turn) => Inbox.Send(() =>
    {
        turn(State);
        After();
    });

    public void Tell(CallKey call, CallFact fact, object? origin)
    {
        if (!_aggregates.TryGetValue(call, out var entry))
        {
            if (fact is not CallFact.InstanceAdded)
            {
                return;
            }

            entry = StartAggregate(call);
        }

        if (entry is { Actor: { } actor, IsStopping: false })
        {
            entry.Told++;
            actor.Tell(fact);
        }
    }

    public void Confirm(object? origin, int weight)
    {
    }

    public void HandOverInstance(InstanceKey instance, CallKey call) => _supervisors.GetValueOrDefault(instance.Bridge)?.HandOver(instance, call);

    public void HandOverPart(PartKey part) => _supervisors.GetValueOrDefault(part.Instance.Bridge)?.HandOver(part);

    public void Want(CallBridgeName bridge, IReadOnlyCollection<Resource> resources) => _supervisors.GetValueOrDefault(bridge)?.Want(resources);

    public void StopIfIdle(SimAggregate aggregate, long taken)
    {
        if (!State.HasInstances(aggregate.Key) && _aggregates.TryGetValue(aggregate.Key, out var entry)
            && entry.Actor == aggregate && !entry.IsStopping && entry.Told == taken)
        {
            entry.IsStopping = true;
            aggregate.Stop();
        }
    }

    public void Terminated(SimAggregate aggregate)
    {
        var entry = _aggregates[aggregate.Key];
        entry.Actor = null;
        entry.Told = 0;
        if (!entry.IsStopping)
        {
            _process.After(_process.Time.Between(0.2, 2), () => Inbox.Send(() => StartAggregate(aggregate.Key)));
            return;
        }

        _aggregates.Remove(aggregate.Key);
        if (State.HasInstances(aggregate.Key))
        {
            StartAggregate(aggregate.Key);
        }
    }

    private void StartSupervisors()
    {
        var configured = _process.World.ConfiguredBridges(Site).ToHashSet();
        foreach (var bridge in Site.Bridges.Where(b => configured.Contains(b.Name) && !_supervisors.ContainsKey(b.Name) && !_stopping.ContainsKey(b.Name)))
        {
            _supervisors[bridge.Name] = new SimSupervisor(_process, this, bridge);
            _supervisors[bridge.Name].Start();
        }
    }

    private Entry StartAggregate(CallKey call)
    {
        if (!_aggregates.TryGetValue(call, out var entry))
        {
            _aggregates[call] = entry = new Entry();
        }

        entry.Actor ??= new SimAggregate(_process, this, call);
        return entry;
    }

    private void Tick() => _process.After(TimeSpan.FromSeconds(0.25), () =>
    {
        Turn(s => s.Tick(_process.Now));
        Tick();
    });

    private void After()
    {
        if (State.NeedsPlan && !_planIsDue)
        {
            _planIsDue = true;
            _process.After(TimeSpan.FromMilliseconds(20), () => Inbox.Send(() =>
            {
                _planIsDue = false;
                State.Plan(_process.Now);
            }));
        }
    }

    private sealed class Entry
    {
        public SimAggregate? Actor { get; set; }

        public bool IsStopping { get; set; }

        public long Told { get; set; }
    }
}
