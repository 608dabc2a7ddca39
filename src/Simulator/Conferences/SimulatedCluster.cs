using System.Collections.Immutable;

namespace CmsOrchestrator.Simulator;

/// <summary>
/// One cluster of Call Bridges and the conferences on them: what is true. All operations are thread-safe and atomic: one lock
/// per cluster, and every connection is told within it, so each bridge tells a change in the order in which it happened.
/// </summary>
public sealed partial class SimulatedCluster
{
    private readonly List<Conference> _conferences = [];
    private readonly GuidSource _guids;

    internal SimulatedCluster(string name, int seed)
    {
        Name = name;
        _guids = new GuidSource(seed);
    }

    public string Name { get; }

    public ImmutableArray<SimulatedCallBridge> Bridges { get; internal set; } = [];

    internal Lock Gate { get; } = new();

    /// <summary>The bridge of that name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public SimulatedCallBridge Bridge(string name) =>
        Bridges.FirstOrDefault(b => b.Name == name) ?? throw new ArgumentException($"No bridge {name} in {Name}.", nameof(name));

    /// <summary>What is there at this moment, reachable or not, in the order in which it started.</summary>
    public ImmutableArray<ConferenceTruth> Truth()
    {
        lock (Gate)
        {
            return [.. _conferences.Select(ConferenceTruth.Of)];
        }
    }

    internal Guid NewGuid()
    {
        lock (Gate)
        {
            return _guids.Next();
        }
    }
}
