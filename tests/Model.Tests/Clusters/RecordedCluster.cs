using CmsOrchestrator.Model.Calls;
using CmsOrchestrator.Model.Clusters;
using CmsOrchestrator.Model.Planning;
using CmsOrchestrator.Model.Subscriptions;
using CmsOrchestrator.Model.Tests.Support;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Model.Tests.Clusters;

/// <summary>A cluster of two bridges, what it wanted done, and what bridges say in few words. Times are seconds.</summary>
internal sealed class RecordedCluster : IClusterEffects
{
    public RecordedCluster(Func<ClusterSettings, ClusterSettings>? settings = null)
    {
        var standard = new ClusterSettings(
            TimeSpan.FromSeconds(600), new PlannerSettings(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30)));
        State = new ClusterState(settings?.Invoke(standard) ?? standard, this);
        State.BridgeConfigured(Ids.At(0), Ids.Lon);
        State.BridgeConfigured(Ids.At(0), Ids.Fra);
    }

    public ClusterState State { get; }

    public List<(CallKey Call, CallFact Fact)> Told { get; } = [];

    public List<string> HandOvers { get; } = [];

    public int Confirmed { get; private set; }

    public Dictionary<CallBridgeName, IReadOnlyCollection<Resource>> Wanted { get; } = [];

    public IEnumerable<T> Facts<T>(int call)
        where T : CallFact => Told.Where(t => t.Call == Ids.Key(call)).Select(t => t.Fact).OfType<T>();

    /// <summary>Connects a bridge: its list is active, and has these calls, which belong to the calls of the same number.</summary>
    public void Connect(double at, CallBridgeName bridge, int epoch, int room, params int[] calls)
    {
        State.ConnectionOpened(bridge, Ids.Epoch(epoch));
        State.RoomChanged(bridge, room);
        State.CallListState(Ids.At(at), bridge, Ids.Epoch(epoch), "active");
        foreach (var call in calls)
        {
            Add(at, bridge, epoch, call, Values.Call(participants: 5, correlator: call));
        }
    }

    public void Add(double at, CallBridgeName bridge, int epoch, int call, ElementValues values) => List(at, bridge, epoch, call, UpdateType.Add, values);

    public void List(double at, CallBridgeName bridge, int epoch, int call, UpdateType type, ElementValues? values = null, string? reason = null) =>
        State.CallListTold(Ids.At(at), bridge, Ids.Epoch(epoch), [new CallUpdate(Ids.Call(call), type, values ?? Values.None, reason)], "origin");

    public void ListCompleted(double at, CallBridgeName bridge, int epoch) => State.CallListCompleted(Ids.At(at), bridge, Ids.Epoch(epoch));

    public void Lose(double at, CallBridgeName bridge, int epoch) => State.ConnectionLost(Ids.At(at), bridge, Ids.Epoch(epoch));

    public void Roster(double at, CallBridgeName bridge, int epoch, int call, string state) =>
        State.PartState(Ids.At(at), RosterKey(bridge, call), Ids.Epoch(epoch), state);

    public void RosterIsThere(double at, CallBridgeName bridge, int epoch, int call)
    {
        Roster(at, bridge, epoch, call, "active");
        State.RosterSettled(Ids.At(at), Ids.Instance(bridge, call), Ids.Epoch(epoch), 1, isLimit: false);
    }

    public void Plan(double at) => State.Plan(Ids.At(at));

    public bool HasRoster(CallBridgeName bridge, int call) =>
        Wanted.TryGetValue(bridge, out var wanted) && wanted.Contains(Resource.Roster(Ids.Call(call)));

    public static PartKey RosterKey(CallBridgeName bridge, int call) => new(Ids.Instance(bridge, call), SlotPart.Roster);

    public static Slot Slot(CallBridgeName bridge, int call, Epoch epoch, bool withRoster = false) => new(
        Ids.Instance(bridge, call),
        new InstancePart(epoch, Ids.At(0), StampedValues.Empty, Ids.At(0), Ids.At(0), false),
        null,
        withRoster ? new RosterPart("none", epoch, Ids.At(0), false, System.Collections.Immutable.ImmutableDictionary<ParticipantId, RosterEntry>.Empty) : null);

    public void Tell(CallKey call, CallFact fact, object? origin) => Told.Add((call, fact));

    public void Confirm(object? origin, int weight) => Confirmed += weight;

    public void HandOverInstance(InstanceKey instance, CallKey call) => HandOvers.Add($"{instance} to {call}");

    public void HandOverPart(PartKey part) => HandOvers.Add($"{part.Part} of {part.Instance}");

    public void Want(CallBridgeName bridge, IReadOnlyCollection<Resource> resources) => Wanted[bridge] = resources;
}
