using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster.Sharding;
using CmsOrchestrator.Actors.Clusters;

namespace CmsOrchestrator.Actors.Nodes;

/// <summary>
/// Which node runs a shard: the one with the fewest, among those whose configuration has the CMS clusters in it. So a node that was
/// given another configuration, by mistake or because it is the first to get a new one, takes nothing that it cannot run.
/// </summary>
internal sealed class Placement(NodeDirectory nodes, NodeName self) : IActorSystemDependentAllocationStrategy
{
    // At a time, when a node has come: each CMS cluster that moves is stale for a moment.
    private const int MostMoves = 4;
    private const double LargestPart = 0.25;

    private readonly IShardAllocationStrategy _least = ShardAllocationStrategy.LeastShardAllocationStrategy(MostMoves, LargestPart);
    private readonly ClusterMessageExtractor _extractor = new();

    public void Start(ActorSystem system) => (_least as IActorSystemDependentAllocationStrategy)?.Start(system);

    public Task<IActorRef> AllocateShard(
        IActorRef requester, string shardId, IImmutableDictionary<IActorRef, IImmutableList<string>> currentShardAllocations) =>
        _least.AllocateShard(requester, shardId, Fit(shardId, currentShardAllocations));

    public async Task<IImmutableSet<string>> Rebalance(
        IImmutableDictionary<IActorRef, IImmutableList<string>> currentShardAllocations, IImmutableSet<string> rebalanceInProgress)
    {
        var misplaced = currentShardAllocations
            .SelectMany(region => region.Value.Where(shard => !CanRun(region.Key, shard) && currentShardAllocations.Keys.Any(other => CanRun(other, shard))))
            .Where(shard => !rebalanceInProgress.Contains(shard))
            .Take(MostMoves)
            .ToImmutableHashSet();
        return misplaced.IsEmpty ? await _least.Rebalance(currentShardAllocations, rebalanceInProgress) : misplaced;
    }

    private IImmutableDictionary<IActorRef, IImmutableList<string>> Fit(
        string shard, IImmutableDictionary<IActorRef, IImmutableList<string>> allocations)
    {
        var fit = allocations.Where(region => CanRun(region.Key, shard)).ToImmutableDictionary();
        return fit.IsEmpty ? allocations : fit;
    }

    private bool CanRun(IActorRef region, string shard)
    {
        var address = region.Path.Address;
        var node = address.HasLocalScope ? self : new NodeName(address.Host, address.Port ?? 0);
        return nodes.Configured.Where(cluster => _extractor.ShardId(cluster.Value) == shard)
            .All(cluster => nodes.IsConfigured(node, cluster));
    }
}
