using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Bridges;
using CmsOrchestrator.Model.Clusters;
using CmsOrchestrator.Model.Connections;
using CmsOrchestrator.Model.Planning;

namespace CmsOrchestrator.Simulation;

/// <summary>One life of the program. What is on the disk outlives it; nothing else does.</summary>
internal sealed class SimProcess
{
    private readonly long _start;
    private readonly TimeSpan _ahead;
    private int _epochs;

    public SimProcess(World world)
    {
        World = world;
        _ahead = world.ClockAhead;
        StartedAt = Time.Now.Milliseconds;
        _start = Now.Milliseconds;
        Feed = new SimFeed(this);
        Clusters = [.. world.Sites.Select(s => new SimCluster(this, s))];
        Clusters.ForEach(c => c.Start());
    }

    public World World { get; }

    public VirtualTime Time => World.Time;

    /// <summary>The clock of the machine, as it was set when the process started.</summary>
    public Instant Now => Time.Now + _ahead;

    /// <summary>By how much its clock is ahead.</summary>
    public TimeSpan Ahead => _ahead;

    /// <summary>In virtual milliseconds, as is its end.</summary>
    public long StartedAt { get; }

    /// <summary>Null while it lives.</summary>
    public long? EndedAt { get; private set; }

    public bool IsDead => EndedAt is not null;

    /// <summary>Every connection it ever had.</summary>
    public Dictionary<Epoch, SimConnection> Connections { get; } = [];

    public SimFeed Feed { get; }

    /// <summary>Of the attempts at connections, all bridges' together.</summary>
    public AttemptPace Pace { get; } = new();

    public List<SimCluster> Clusters { get; }

    public ClusterSettings ClusterSettings => new(World.Shape.BridgeLossTime, PlannerSettings);

    public PlannerSettings PlannerSettings { get; } = new(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(1), World.ReconnectMax);

    public ConnectionSettings ConnectionSettings { get; } =
        new(World.Liveness, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10), World.ReconnectMax);

    public Epoch NextEpoch() => new(_start, ++_epochs);

    public ProcessMailbox Mailbox(double maxDelay) => new(this, maxDelay);

    public void After(TimeSpan delay, Action action) => Time.After(delay, () =>
    {
        if (!IsDead)
        {
            action();
        }
    });

    /// <summary>Ends it as <c>kill -9</c> does: the kernel closes its sockets.</summary>
    public void Kill()
    {
        EndedAt = Time.Now.Milliseconds;
        foreach (var cluster in Clusters)
        {
            cluster.CloseSockets();
        }
    }
}

/// <summary>Takes one thing after the other, until the process ends.</summary>
internal sealed class ProcessMailbox(SimProcess process, double maxDelay)
{
    private readonly Mailbox _mailbox = new(process.Time, maxDelay);

    public void Cut() => _mailbox.Cut();

    public void Send(Action arrival) => _mailbox.Send(() =>
    {
        if (!process.IsDead)
        {
            arrival();
        }
    });
}
