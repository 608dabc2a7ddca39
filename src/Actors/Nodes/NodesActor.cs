using Akka.Actor;
using Akka.Cluster;
using Akka.Event;
using Akka.Remote;
using CmsOrchestrator.Actors.Hosting;
using CmsOrchestrator.Actors.Leases;
using CmsOrchestrator.Actors.Settings;
using CmsOrchestrator.Actors.Views;
using CmsOrchestrator.Model;

namespace CmsOrchestrator.Actors.Nodes;

/// <summary>
/// A node among nodes: introduces itself to the seeds, joins, and tells every member how it is with this one. What it hears makes
/// the <see cref="NodeDirectory"/>. It stops the node where it must not be one: on another database, or after the process stood
/// still for so long that the others went on without it.
/// </summary>
internal sealed class NodesActor : UntypedActor, IWithTimers
{
    public const string Name = "nodes";

    private static readonly TimeSpan TellInterval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan GreetingTime = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan GreetInterval = TimeSpan.FromSeconds(10);

    private readonly NodeSettings _settings;
    private readonly string _database;
    private readonly NodeRuntime _node;
    private readonly NodeTable _table;
    private readonly PauseWatch _pauses;
    private readonly NodeNotices _notices = new(Context.GetLogger());
    private readonly Islands _islands = new();
    private readonly DatabaseSight _sight;
    private readonly LeaseSetup _leases;
    private readonly JoinWatch _joins;
    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private bool _isJoining;
    private bool _isUp;
    private TimeSpan _sinceTold;

    public NodesActor(NodeSettings settings, string database, NodeRuntime node)
    {
        (_settings, _database, _node, _table) = (settings, database, node, new NodeTable(settings.Name));
        (_pauses, _sight) = (new PauseWatch(node.Runtime.Time), new DatabaseSight(node.Runtime.Time));
        _leases = DatabaseLease.SetupOf((ExtendedActorSystem)Context.System);
        _joins = new JoinWatch(_leases.Table, node.Runtime.Time);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    private Instant Now => _node.Runtime.Now;

    private bool RunsNothing => !_isUp || _table.Infos.All(info => info.Running.IsEmpty);

    private Readiness Readiness => _node.Runtime.Readiness;

    public static Props Props(NodeSettings settings, string database, NodeRuntime node) =>
        Akka.Actor.Props.Create(() => new NodesActor(settings, database, node));

    protected override void PreStart()
    {
        _cluster.Subscribe(
            Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents,
            typeof(ClusterEvent.IMemberEvent), typeof(ClusterEvent.IReachabilityEvent));
        Context.System.EventStream.Subscribe(Self, typeof(ThisActorSystemQuarantinedEvent));
        _table.Tell(Now, Own());
        Greet();
        Timers.StartSingleTimer(Due.Join, Due.Join, GreetingTime);
        Timers.StartPeriodicTimer(Due.Look, Due.Look, LookInterval);
        Timers.StartPeriodicTimer(Due.Greet, Due.Greet, GreetInterval);
    }

    protected override void PostStop() => _cluster.Unsubscribe(Self);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Due.Join:
                Join();
                break;
            case Due.Look:
                Look();
                break;
            case Due.Greet:
                Greet();
                break;
            case JoinWatch.Answer who:
                if (RunsNothing && who.StrangersWork([.. _cluster.State.Members.Select(member => member.Address)]))
                {
                    Stop(NodeStop.NotJoined);
                }

                break;
            case NodeAsked asked:
                Sender.Tell(new NodeTold(Own()));
                OnTold(asked.Info);
                break;
            case NodeTold told:
                OnTold(told.Info);
                break;
            case ThisActorSystemQuarantinedEvent refused when IsMember(refused.RemoteAddress):
                Stop(NodeStop.TakenForDead(refused.RemoteAddress.HostPort()));
                break;
            case ThisActorSystemQuarantinedEvent:
                break;
            case ClusterEvent.MemberRemoved removed:
                _table.Gone(Members.NameOf(removed.Member));
                break;
            case ClusterEvent.IMemberEvent changed:
                OnMember(changed.Member);
                break;
            case ClusterEvent.UnreachableMember unreachable:
                _leases.Decision?.PartitionBegins();
                _table.Reachable(Now, Members.NameOf(unreachable.Member), NodeReach.Lost);
                break;
            case ClusterEvent.ReachableMember reachable:
                _table.Reachable(Now, Members.NameOf(reachable.Member), NodeReach.Answers);
                break;
            default:
                Unhandled(message);
                return;
        }

        _node.Nodes.Swap(_table.Views, _table.Infos);
    }

    private ActorSelection NodesOf(NodeName node) =>
        Context.ActorSelection(new RootActorPath(AddressOf(node)) / "user" / Name);

    private Address AddressOf(NodeName node) => new(_cluster.SelfAddress.Protocol, _cluster.SelfAddress.System, node.Host, node.Port);

    private NodeInfo Own() => new(
        _settings.Name, ProgramVersion.Text, _database, _node.Clusters.Digest, _node.Clusters.Configured, _node.Clusters.Running,
        _isUp ? _cluster.State.Members.Count : 0, _isUp ? Oldest() : null, Now, (int)Readiness.StorageSilence.TotalSeconds);

    private NodeName? Oldest() => _cluster.State.Members.Where(member => member.Status == MemberStatus.Up).Min(Member.AgeOrdering) is { } oldest
        ? Members.NameOf(oldest)
        : null;

    private bool IsMember(Address address) => _cluster.State.Members.Any(member => member.Address == address);

    // Seeds that are no members: they may not know this node yet, or be in a cluster of their own.
    private void Greet()
    {
        foreach (var seed in _settings.Seeds.Where(seed => seed != _settings.Name && !IsMember(AddressOf(seed))))
        {
            NodesOf(seed).Tell(new NodeAsked(_table.Own!));
        }
    }

    private void Join()
    {
        if (!_isJoining)
        {
            _isJoining = true;
            _log.Info("Joins the nodes {Seeds} as {Node}", string.Join(", ", _settings.Seeds), _settings.Name);
            _cluster.JoinSeedNodes([.. _settings.Seeds.Select(AddressOf)]);
        }
    }

    private void Look()
    {
        if (_pauses.Look() is { } pause)
        {
            Stop(NodeStop.StoodStill(pause));
            return;
        }

        if (_joins.IsDue(RunsNothing))
        {
            _joins.AskAsync().PipeTo(Self);
        }

        var before = _table.Own!;
        var own = Own();
        _table.Tell(Now, own);
        var isNews = own.Configuration != before.Configuration || !own.Running.SequenceEqual(before.Running);
        _sinceTold += LookInterval;
        if (isNews || _sinceTold >= TellInterval)
        {
            _sinceTold = TimeSpan.Zero;
            foreach (var other in _table.Others)
            {
                NodesOf(other).Tell(new NodeTold(own));
            }
        }
    }

    private void OnMember(Member member)
    {
        var name = Members.NameOf(member);
        _table.Member(Now, name, Members.StateOf(member));
        if (name != _settings.Name)
        {
            _islands.Joined(name);
            NodesOf(name).Tell(new NodeAsked(_table.Own!));
        }
        else if (member.Status == MemberStatus.Up && !_isUp)
        {
            _isUp = true;
            _log.Info("Joined as {Node}", name);
            Readiness.Joined();
        }
    }

    private void OnTold(NodeInfo info)
    {
        if (info.Name == _settings.Name)
        {
            return;
        }

        if (info.Database != _database)
        {
            OnOtherDatabase(info.Name);
            return;
        }

        if (!IsMember(AddressOf(info.Name)))
        {
            OnStranger(info);
            return;
        }

        _notices.Compare(_table.Own!, info, before: _table.Told(Now, info));
        if (_sight.MustLeave(Readiness.StorageSilence, info))
        {
            Stop(NodeStop.DatabaseLost(info.Name));
        }
    }

    private void OnStranger(NodeInfo info)
    {
        if (!_isJoining)
        {
            Join(); // a seed answers: there is nothing to wait for
        }
        else if (_islands.MustYield(_table.Own!, info))
        {
            Stop(NodeStop.SmallerCluster(info.Name, info.Members));
        }
    }

    // Whoever came later goes: the others work already, and do not know this one's calls.
    private void OnOtherDatabase(NodeName other)
    {
        if (Members.CameLater(_cluster.State.Members, _settings.Name, other))
        {
            Stop(NodeStop.OtherDatabase(other));
        }
    }

    private void Stop(NodeStop why)
    {
        _log.Error("{Line}", why.Text);
        CoordinatedShutdown.Get(Context.System).Run(why);
    }

    private enum Due
    {
        Join,
        Look,
        Greet,
    }
}
