using System.Collections.Concurrent;
using System.Diagnostics;
using CmsOrchestrator.Simulator;

namespace CmsOrchestrator.Nodes.Checks;

/// <summary>All event connections of all nodes, as the Call Bridges see them. Thread-safe.</summary>
internal sealed class BridgeTalks
{
    private readonly ConcurrentQueue<BridgeTalk> _talks = new();

    public BridgeTalk Begin(int node, string cluster, string bridge, Func<bool> isExcused)
    {
        var talk = new BridgeTalk(node, cluster, bridge, isExcused);
        _talks.Enqueue(talk);
        return talk;
    }

    /// <summary>When the last one of these clusters' bridges had an event connection of a node that is none of <paramref name="but"/>; null for not yet.</summary>
    public long? Served(SimulatedDeployment bridges, IReadOnlyCollection<string> clusters, IReadOnlySet<int> but)
    {
        var open = _talks.Where(t => t.IsOpen && !but.Contains(t.Node)).ToLookup(t => (t.Cluster, t.Bridge), t => t.Opened);
        var since = bridges.Bridges.Where(b => clusters.Contains(b.Cluster.Name)).Select(b => open[(b.Cluster.Name, b.Name)].Append(long.MaxValue).Min()).ToList();
        return since.Max() is var last and < long.MaxValue ? last : null;
    }

    /// <summary>The longest time for which two nodes both talked to one bridge, and which; since that timestamp.</summary>
    public (TimeSpan Time, string Text) LongestTwo(long since)
    {
        var longest = (Time: TimeSpan.Zero, Text: "none");
        foreach (var bridge in _talks.Where(t => t.IsEvents && t.Last >= since).GroupBy(t => (t.Cluster, t.Bridge)))
        {
            var talks = bridge.ToArray();
            for (var i = 0; i < talks.Length; i++)
            {
                for (var j = i + 1; j < talks.Length; j++)
                {
                    var (one, other) = (talks[i], talks[j]);
                    var both = Stopwatch.GetElapsedTime(Math.Max(one.Opened, other.Opened), Math.Min(one.Last, other.Last));
                    if (one.Node != other.Node && both > longest.Time)
                    {
                        longest = (both, $"nodes {one.Node} and {other.Node} at {bridge.Key.Cluster}/{bridge.Key.Bridge}");
                    }
                }
            }
        }

        return longest;
    }
}
