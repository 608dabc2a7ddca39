using System.Collections.Immutable;
using CmsOrchestrator.Model;

namespace CmsOrchestrator.Actors.Nodes;

/// <summary>
/// Who is a member and what each has told: pure, for one owner. Time arrives as a value; infos of nodes that are no members are
/// not kept, so it is bounded by the cluster.
/// </summary>
internal sealed class NodeTable(NodeName self)
{
    private readonly SortedDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>What this node tells of itself; its configuration is what the others' are compared with.</summary>
    public NodeInfo? Own { get; private set; }

    public ImmutableArray<NodeView> Views => [.. _entries.Select(e => e.Value.View(e.Key, e.Key == self.ToString()))];

    public ImmutableArray<NodeInfo> Infos => [.. _entries.Values.Select(e => e.Info).OfType<NodeInfo>()];

    public IEnumerable<NodeName> Others => _entries.Values.Select(e => e.Name).Where(name => name != self);

    public void Tell(Instant now, NodeInfo own)
    {
        Own = own;
        foreach (var entry in _entries.Values)
        {
            if (entry.Name == self)
            {
                entry.Info = own;
            }

            entry.Settle(now, own.Configuration);
        }
    }

    /// <param name="state">How the membership has it; what the node has told is looked at besides.</param>
    public void Member(Instant now, NodeName name, string state)
    {
        var entry = _entries.TryGetValue(name.ToString(), out var known) ? known : _entries[name.ToString()] = new Entry(name);
        entry.Membership = state;
        if (name == self)
        {
            entry.Info = Own;
        }

        entry.Settle(now, Own?.Configuration);
    }

    public void Reachable(Instant now, NodeName name, NodeReach reach)
    {
        if (_entries.TryGetValue(name.ToString(), out var entry))
        {
            entry.Reach = reach;
            entry.Settle(now, Own?.Configuration);
        }
    }

    public void Gone(NodeName name) => _entries.Remove(name.ToString());

    /// <summary>What a member says now; the info before it, null where there was none or it is no member.</summary>
    public NodeInfo? Told(Instant now, NodeInfo info)
    {
        if (!_entries.TryGetValue(info.Name.ToString(), out var entry))
        {
            return null;
        }

        var before = entry.Info;
        entry.Info = info;
        entry.Settle(now, Own?.Configuration);
        return before;
    }

    private sealed class Entry(NodeName name)
    {
        private string _state = "";
        private Instant _since;

        public NodeName Name => name;

        public NodeInfo? Info { get; set; }

        public string Membership { get; set; } = NodeState.Joining;

        public NodeReach Reach { get; set; }

        public void Settle(Instant now, string? configuration)
        {
            var state = Membership is NodeState.Down ? Membership
                : Reach == NodeReach.Lost ? NodeState.Unreachable
                : Membership == NodeState.Up && Info is not null && configuration is not null && Info.Configuration != configuration ? NodeState.OtherConfiguration
                : Membership;
            if (state != _state)
            {
                (_state, _since) = (state, now);
            }
        }

        public NodeView View(string text, bool isSelf) => new(text, isSelf, _state, _since, Info?.Running ?? [], Info?.Version ?? "");
    }
}

/// <summary>Whether a member answers.</summary>
internal enum NodeReach
{
    Answers,
    Lost,
}
