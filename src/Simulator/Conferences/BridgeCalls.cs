using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Simulator;

/// <summary>The calls of one bridge and who watches them. Guarded by the cluster's lock, of which it reminds its users.</summary>
internal sealed class BridgeCalls(string name, Guid id, Lock gate)
{
    private readonly OrderedDictionary<CallGuid, Instance> _instances = [];
    private readonly List<ICallObserver> _observers = [];

    public string Name { get; } = name;

    /// <summary>The bridge's own GUID, as <c>movedParticipantCallBridge</c> has it.</summary>
    public Guid Id { get; } = id;

    /// <summary>The cluster's lock.</summary>
    public Lock Gate { get; } = gate;

    /// <summary>In the order in which they came.</summary>
    public IEnumerable<Instance> Instances => _instances.Values;

    public Instance? Find(CallGuid call) => _instances.GetValueOrDefault(call);

    public void Watch(ICallObserver observer)
    {
        lock (Gate)
        {
            _observers.Add(observer);
        }
    }

    public void Unwatch(ICallObserver observer)
    {
        lock (Gate)
        {
            _observers.Remove(observer);
        }
    }

    public void Add(Instance instance)
    {
        _instances.Add(instance.Call, instance);
        _observers.ForEach(o => o.InstanceAdded(instance));
    }

    public void Remove(Instance instance, string? reason)
    {
        _instances.Remove(instance.Call);
        _observers.ForEach(o => o.InstanceRemoved(instance, reason));
    }

    public void Changed(Instance instance) => _observers.ForEach(o => o.InstanceChanged(instance));

    public void RosterChanged(Instance instance, IReadOnlyCollection<Participant> participants) =>
        _observers.ForEach(o => o.RosterChanged(instance, participants));

    public void ParticipantLeft(Instance instance, ParticipantId participant, string? reason) =>
        _observers.ForEach(o => o.ParticipantLeft(instance, participant, reason));
}
