using System.Runtime.InteropServices;

namespace CmsOrchestrator.Model.Clusters;

/// <summary>
/// Whom the call lists were asked for all they say, and have not answered: which instance, and for which call's aggregate. What is asked for
/// one call costs what that call has, however many are recovered at once.
/// </summary>
internal sealed class PendingHandOvers
{
    private readonly Dictionary<CallKey, HashSet<InstanceKey>> _instances = [];

    public void Add(InstanceKey instance, CallKey call)
    {
        ref var instances = ref CollectionsMarshal.GetValueRefOrAddDefault(_instances, call, out _);
        (instances ??= []).Add(instance);
    }

    /// <summary>Whether it was one of them.</summary>
    public bool Remove(InstanceKey instance, CallKey call)
    {
        if (!_instances.TryGetValue(call, out var instances) || !instances.Remove(instance))
        {
            return false;
        }

        if (instances.Count == 0)
        {
            _instances.Remove(call);
        }

        return true;
    }

    /// <summary>That bridge's list answers no more: these are the instances that it was asked for.</summary>
    public List<InstanceKey> RemoveAll(CallBridgeName bridge)
    {
        var removed = new List<InstanceKey>();
        foreach (var (call, instances) in _instances)
        {
            removed.AddRange(instances.Where(instance => instance.Bridge == bridge));
            instances.RemoveWhere(instance => instance.Bridge == bridge);
            if (instances.Count == 0)
            {
                _instances.Remove(call);
            }
        }

        return removed;
    }

    /// <summary>What that bridge's list was asked for, as a list of its own: it may be changed while it is walked.</summary>
    public List<(InstanceKey Instance, CallKey Call)> Of(CallBridgeName bridge) =>
        [.. _instances.SelectMany(asked => asked.Value.Where(instance => instance.Bridge == bridge), (asked, instance) => (instance, asked.Key))];

    public bool Any(CallKey call) => _instances.ContainsKey(call);

    public bool Any(CallKey call, CallBridgeName bridge) =>
        _instances.TryGetValue(call, out var instances) && instances.Any(instance => instance.Bridge == bridge);
}
