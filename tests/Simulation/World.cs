using System.Runtime.CompilerServices;
using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Views;

namespace CmsOrchestrator.Simulation;

/// <summary>A deployment, the program that watches it, and what is known of both: one run of a scenario.</summary>
internal sealed class World
{
    public static readonly TimeSpan Handover = TimeSpan.FromSeconds(5);
    public static readonly TimeSpan Liveness = TimeSpan.FromSeconds(15);
    public static readonly TimeSpan ReconnectMin = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan ReconnectMax = TimeSpan.FromSeconds(8);
    public static readonly TimeSpan Healthy = TimeSpan.FromSeconds(60);

    private static readonly string[] BridgeNames = ["ams1", "fra1", "lon1"];

    private readonly Numbers _numbers = new();
    private readonly HashSet<SimBridge> _removed = [];
    private readonly List<string>? _trace;
    private int _stalls;

    public World(Scenario scenario, List<string>? trace)
    {
        Shape = scenario.Shape;
        Time = new VirtualTime(scenario.Seed);
        _trace = trace;
        Gone = new GoneCheck(this);
        Honesty = new HonestyCheck(this);
        Reasons = new ReasonCheck(this);
        Disk = new Disk();
        Sites =
        [
            .. Enumerable.Range(0, Shape.Clusters).Select(i =>
            {
                var name = new ClusterName("c" + i);
                return new Site(Time, _numbers, name, [.. BridgeNames.Take(Shape.Bridges).Select(b => new SimBridge(name, new CallBridgeName(b)))]);
            }),
        ];
        StartIfDown();
    }

    public Shape Shape { get; }

    public VirtualTime Time { get; }

    public Disk Disk { get; }

    public List<Site> Sites { get; }

    public SimProcess? Process { get; private set; }

    /// <summary>Every one there ever was.</summary>
    public List<SimProcess> Processes { get; } = [];

    /// <summary>Of every connection there ever was.</summary>
    public Dictionary<Epoch, SimSocket> Sockets { get; } = [];

    public GoneCheck Gone { get; }

    public HonestyCheck Honesty { get; }

    public ReasonCheck Reasons { get; }

    /// <summary>How far the machine's clock is ahead; a process takes it over when it starts.</summary>
    public TimeSpan ClockAhead { get; set; }

    /// <summary>Something was broken that is noticed only later.</summary>
    public bool HasSilentFaults { get; set; }

    /// <summary>Connections that were closed for what a bridge had been forgiven: what they fed is stale for a moment, long after all is healed.</summary>
    public int Resyncs { get; set; }

    public bool IsFeedStalled => _stalls > 0;

    public bool IsStarting => Process is null;

    /// <summary>Somebody reads what happens.</summary>
    public bool IsTraced => _trace is not null;

    public void Trace([InterpolatedStringHandlerArgument("")] TraceText what)
    {
        if (IsTraced)
        {
            _trace!.Add($"{(Time.Now.Milliseconds - 1_000_000) / 1000.0,8:0.000} s  {what.ToString()}");
        }
    }

    public CallId NextSession() => _numbers.NextSession();

    public IEnumerable<CallBridgeName> ConfiguredBridges(Site site) => site.Bridges.Where(b => !_removed.Contains(b)).Select(b => b.Name);

    public List<SimAggregate> Aggregates(Site site) => 
        Process is null ? [] : [.. Process.Clusters.Single(c => c.Site == site).Aggregates.OrderBy(a => a.Key.Name, StringComparer.Ordinal)];

    public List<SimSocket> SocketsOf(SimBridge bridge) =>
        [.. Process?.Clusters.SelectMany(c => c.Supervisors).FirstOrDefault(s => s.Bridge == bridge)?.Connections.Select(c => c.Socket) ?? []];

    public void LoseSockets(SimBridge bridge)
    {
        SocketsOf(bridge).ForEach(s => s.ResetByServer());
        bridge.Connections.ToList().ForEach(c => c.Close());
    }

    public void Stall(int change) => _stalls += change;

    public void Configure(SimBridge bridge, bool isConfigured)
    {
        if (isConfigured ? _removed.Remove(bridge) : _removed.Add(bridge))
        {
            Gone.Reconfigured(bridge);
            Process?.Clusters.ForEach(c => c.Configure());
        }
    }

    public void Kill()
    {
        foreach (var aggregate in Sites.SelectMany(Aggregates))
        {
            Reasons.ForgetUnwritten(aggregate.State);
        }

        Process?.Kill();
        Process = null;
        Reasons.Forget();
    }

    public void StartIfDown()
    {
        if (Process is null)
        {
            Process = new SimProcess(this);
            Processes.Add(Process);
        }
    }

    /// <summary>One transaction of the feed.</summary>
    public void Commit(IReadOnlyList<SimFeed.Entry> entries)
    {
        // What a failed aggregate had handed over already, its successor hands over again.
        var news = entries.Where(e => e.Sequence > Disk.JournalOf(e.Cluster, e.Call).Reached).DistinctBy(e => (e.Cluster, e.Call, e.Sequence)).ToList();
        foreach (var entry in news)
        {
            Disk.JournalOf(entry.Cluster, entry.Call).NoteReached(entry.Sequence, !entry.Published.After.IsNone);
            foreach (var publication in entry.Published.Publications)
            {
                Trace($"{publication.Type} {Text(publication)}");
                Reasons.Check(entry.Published, publication);
                Disk.Feed.Append(publication);
            }
        }

        // Who goes over from one call to another leaves the one and joins the other.
        foreach (var publication in news.SelectMany(e => e.Published.Publications, (e, p) => (Entry: e, Told: p)))
        {
            Gone.Check(publication.Entry, publication.Told);
        }
    }

    private static string Text(Publication publication) => publication switch
    {
        { Call: { } call } => $"{call.Id.ToString()[^4..]} {call.CallCorrelator} {call.Freshness} {call.RosterSize} {call.EndReason} [{string.Join(' ', call.Instances.Select(i => $"{i.CallBridge}/{i.Call.ToString()[^4..]} {i.Freshness} {i.Roster}"))}]",
        { Participant: { } person } => $"{person.Participant.ToString()[^4..]} in {person.Call.ToString()[^4..]} {person.Freshness} {person.LeaveReason} by {string.Join(',', person.SeenBy)}",
        _ => "",
    };
}
