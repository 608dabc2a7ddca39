using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Model.Clusters;

/// <summary>Which instance belongs to which call, and what of it the planner needs.</summary>
internal sealed class InstanceDirectory
{
    private readonly Dictionary<InstanceKey, InstanceEntry> _instances = [];
    private readonly Dictionary<CallKey, HashSet<InstanceKey>> _byCall = [];
    private readonly Dictionary<CallBridgeName, HashSet<InstanceKey>> _byBridge = [];

    public IEnumerable<(CallKey Call, IReadOnlyCollection<InstanceKey> Instances)> Calls => _byCall.Select(c => (c.Key, (IReadOnlyCollection<InstanceKey>)c.Value));

    public InstanceEntry? Find(InstanceKey key) => _instances.GetValueOrDefault(key);

    public bool HasInstances(CallKey call) => _byCall.ContainsKey(call);

    public IReadOnlyCollection<InstanceKey> Of(CallKey call) => _byCall.TryGetValue(call, out var keys) ? keys : [];

    /// <summary>The instances of a bridge, as a list of its own: it may be changed while it is walked.</summary>
    public IReadOnlyList<InstanceKey> Of(CallBridgeName bridge) => _byBridge.TryGetValue(bridge, out var keys) ? [.. keys] : [];

    /// <summary>How many instances the bridge has.</summary>
    public int CountOn(CallBridgeName bridge) => _byBridge.TryGetValue(bridge, out var keys) ? keys.Count : 0;

    /// <summary>The calls that have an instance on that bridge.</summary>
    public IReadOnlyCollection<CallKey> CallsOn(CallBridgeName bridge) => Of(bridge).Select(k => _instances[k].Call).ToHashSet();

    /// <summary>The call that an instance with these elements belongs to: its correlator's, the one known before, or a stand-in.</summary>
    public CallKey Resolve(InstanceKey instance, ElementValues told) =>
        told[Element.CallCorrelator].AsText is { } text && Guid.TryParse(text, out var id) && id != Guid.Empty
            ? CallKey.Of(new CallCorrelator(id))
            : Find(instance)?.Call ?? CallKey.StandIn(instance.Call);

    public InstanceEntry Put(InstanceKey key, CallKey call, Epoch epoch, bool isLive)
    {
        if (_instances.TryGetValue(key, out var entry) && entry.Call != call)
        {
            Remove(key);
            entry = null;
        }

        entry ??= new InstanceEntry(call);
        entry.Epoch = epoch;
        entry.IsLive = isLive;
        _instances[key] = entry;
        Set(_byCall, call).Add(key);
        Set(_byBridge, key.Bridge).Add(key);
        return entry;
    }

    public void Remove(InstanceKey key)
    {
        if (_instances.Remove(key, out var entry))
        {
            Unset(_byCall, entry.Call, key);
            Unset(_byBridge, key.Bridge, key);
        }
    }

    private static HashSet<InstanceKey> Set<TKey>(Dictionary<TKey, HashSet<InstanceKey>> sets, TKey key)
        where TKey : notnull
    {
        if (!sets.TryGetValue(key, out var set))
        {
            sets[key] = set = [];
        }

        return set;
    }

    private static void Unset<TKey>(Dictionary<TKey, HashSet<InstanceKey>> sets, TKey key, InstanceKey instance)
        where TKey : notnull
    {
        if (sets.TryGetValue(key, out var set) && set.Remove(instance) && set.Count == 0)
        {
            sets.Remove(key);
        }
    }
}

/// <summary>One instance, as far as routing and planning need it.</summary>
internal sealed class InstanceEntry(CallKey call)
{
    public CallKey Call => call;

    public Epoch Epoch { get; set; }

    public bool IsLive { get; set; }

    /// <summary>The bridge's own figure.</summary>
    public long Participants { get; private set; }

    public void Learn(ElementValues told, bool isWhole)
    {
        if (told.Present.Has(Element.Participants) || isWhole)
        {
            Participants = (long)Math.Clamp(told[Element.Participants].AsNumber ?? 0, 0, int.MaxValue);
        }
    }
}
