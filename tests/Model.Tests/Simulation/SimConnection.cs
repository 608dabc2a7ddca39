using System.Collections.Immutable;
using CmsOrchestrator.Model.Calls;
using CmsOrchestrator.Model.Clusters;
using CmsOrchestrator.Model.Connections;
using CmsOrchestrator.Model.Planning;
using CmsOrchestrator.Model.Subscriptions;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Model.Tests.Simulation;

/// <summary>Our end of one connection: the session and its subscriptions, as the actors run them.</summary>
internal sealed class SimConnection : IConnectionEffects
{
    private static readonly ConnectionSettings Settings = new(
        TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(5));

    private readonly VirtualTime _time;
    private readonly SimSupervisor _owner;
    private readonly ConnectionSession _session;
    private readonly Link _toServer;
    private readonly Link _toClient;
    private readonly SimServer _server;
    private readonly Dictionary<int, Subscription> _subscriptions = [];

    public SimConnection(VirtualTime time, SimSupervisor owner, SimBridge bridge, Epoch epoch)
    {
        _time = time;
        _owner = owner;
        Epoch = epoch;
        _toServer = new Link(time, 0.05);
        _toClient = new Link(time, 0.05);
        _session = new ConnectionSession(Settings, new HashSet<CloseCause>(), this, time.Now);
        _server = new SimServer(time, bridge, m => _toClient.Send(() => _session.Receive(_time.Now, m)));
        bridge.Connections.Add(_server);
    }

    public Epoch Epoch { get; }

    public bool IsOver { get; private set; }

    private ClusterState Cluster => _owner.Cluster;

    public void Want(IReadOnlyCollection<Resource> resources) => _session.Want(_time.Now, resources);

    public void Tick()
    {
        if (!IsOver)
        {
            _session.Tick(_time.Now);
        }
    }

    /// <summary>The socket breaks; this side notices at once, or, of a black hole, only by its silence.</summary>
    public void Break(bool isNoticed)
    {
        _toServer.Cut();
        _toClient.Cut();
        _server.Close();
        if (isNoticed)
        {
            Close(CloseCause.Lost, "cut");
        }
    }

    public void HandOver(InstanceKey instance, CallKey call)
    {
        if (_subscriptions.Values.FirstOrDefault(s => s.Resource == Resource.Calls) is not { } list)
        {
            return;
        }

        list.Inbox.Send(() =>
        {
            if (list.Calls.Find(instance.Call) is { } values || list.IsComplete)
            {
                var found = list.Calls.Find(instance.Call);
                var reason = list.Calls.ReasonOfRemoval(instance.Call);
                list.ToCluster.Send(() => Cluster.InstanceHandedOver(_time.Now, instance, Epoch, call, found, reason));
            }
        });
    }

    public void HandOver(PartKey part)
    {
        var resource = part.Part == SlotPart.Roster ? Resource.Roster(part.Instance.Call) : Resource.CallInfo(part.Instance.Call);
        if (_subscriptions.Values.FirstOrDefault(s => s.Resource == resource) is not { } subscription)
        {
            return;
        }

        subscription.Inbox.Send(() =>
        {
            var (state, entries, removed) = (subscription.State, subscription.Roster.Entries, subscription.Roster.Removed);
            var info = subscription.Info.Values;
            subscription.ToCluster.Send(() =>
            {
                if (part.Part == SlotPart.Roster)
                {
                    Cluster.RosterHandedOver(new CallFact.RosterWhole(_time.Now, part.Instance, Epoch, state, entries, removed, false));
                }
                else
                {
                    Cluster.PartTold(part.Instance, Epoch, new CallFact.CallInfoWhole(_time.Now, part.Instance, Epoch, state, info), null);
                }
            });
        });
    }

    public void SendSubscribeRequest(long messageId, ImmutableArray<SubscriptionSpec> subscriptions) =>
        _toServer.Send(() => _server.Subscribe(messageId, subscriptions));

    public void SendAck(long messageId)
    {
    }

    public void Answered()
    {
    }

    public void Refused()
    {
    }

    public void SubscriptionStarted(int index, Resource resource) => _subscriptions[index] = new Subscription(resource, _time);

    public void SubscriptionStateChanged(int index, string state)
    {
        var subscription = _subscriptions[index];
        subscription.Inbox.Send(() =>
        {
            subscription.State = state;
            subscription.ToCluster.Send(() =>
            {
                if (subscription.Resource == Resource.Calls)
                {
                    Cluster.CallListState(_time.Now, _owner.Name, Epoch, state);
                }
                else
                {
                    Cluster.PartState(_time.Now, PartOf(subscription.Resource), Epoch, state);
                }
            });
        });
        if (state == SubscriptionWords.Deactivated)
        {
            _subscriptions.Remove(index);
        }
    }

    public void Deliver(int index, ServerMessage message)
    {
        var subscription = _subscriptions[index];
        subscription.Inbox.Send(() => Told(subscription, message));
    }

    public void SnapshotQuiet(int index) => Settled(_subscriptions[index], isLimit: false);

    public void SnapshotLimit(int index) => Settled(_subscriptions[index], isLimit: true);

    public void SubscriptionDropped(int index) => _subscriptions.Remove(index);

    public void Note(string problem) => _owner.Notes.Add(problem);

    public void Close(CloseCause cause, string why)
    {
        if (!IsOver)
        {
            IsOver = true;
            _toServer.Cut();
            _toClient.Cut();
            _server.Close();
            _owner.Closed(this);
        }
    }

    private void Told(Subscription subscription, ServerMessage message)
    {
        switch (message)
        {
            case ServerMessage.CallListUpdate m:
                var calls = subscription.Calls.Apply(m.Updates, Note);
                subscription.ToCluster.Send(() => Cluster.CallListTold(_time.Now, _owner.Name, Epoch, calls, null));
                break;
            case ServerMessage.RosterUpdate m:
                var people = subscription.Roster.Apply(m.Updates, Note);
                Tell(subscription, key => new CallFact.RosterTold(_time.Now, key, Epoch, people));
                break;
            case ServerMessage.CallInfoUpdate m:
                var isWhole = subscription.Info.Apply(m.CallInfo);
                Tell(subscription, key => new CallFact.CallInfoTold(_time.Now, key, Epoch, isWhole, m.CallInfo));
                break;
        }
    }

    private void Tell(Subscription subscription, Func<InstanceKey, CallFact> fact)
    {
        var key = PartOf(subscription.Resource).Instance;
        subscription.ToCluster.Send(() => Cluster.PartTold(key, Epoch, fact(key), null));
    }

    private void Settled(Subscription subscription, bool isLimit) => subscription.Inbox.Send(() =>
    {
        subscription.IsComplete = true;
        var count = subscription.Roster.Count;
        subscription.ToCluster.Send(() =>
        {
            if (subscription.Resource == Resource.Calls)
            {
                Cluster.CallListCompleted(_time.Now, _owner.Name, Epoch);
            }
            else
            {
                Cluster.RosterSettled(_time.Now, PartOf(subscription.Resource).Instance, Epoch, count, isLimit);
            }
        });
    });

    private PartKey PartOf(Resource resource) => new(
        new InstanceKey(_owner.Name, resource.Call!.Value), resource.Type == SubscriptionType.CallRoster ? SlotPart.Roster : SlotPart.CallInfo);

    private sealed class Subscription(Resource resource, VirtualTime time)
    {
        public Resource Resource => resource;

        public string State { get; set; } = PartStates.None;

        public bool IsComplete { get; set; }

        public CallListContent Calls { get; } = new();

        public RosterContent Roster { get; } = new();

        public CallInfoContent Info { get; } = new();

        public Link Inbox { get; } = new(time, 0.01);

        public Link ToCluster { get; } = new(time, 0.02);
    }
}
