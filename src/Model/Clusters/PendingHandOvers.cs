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

    /// <summary>That bridge's list answers no more.</summary>
    public void RemoveAll(CallBridgeName bridge)
    {
        foreach (var (call, instances) in _instances)
        {
            instances.RemoveWhere(instance => instance.Bridge == bridge);
            if (instances.Count == 0)
            {
                _instances.Remove(call);
            }
        }
    }

    public bool Any(CallKey call) => _instances.ContainsKey(call);

    public bool Any(CallKey call, CallBridgeName bridge) =>
        _instances.TryGetValue(call, out var instances) && instances.Any(instance => instance.Bridge == bridge);
}
