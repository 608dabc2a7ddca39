using Akka.Cluster.Sharding;

namespace CmsOrchestrator.Actors.Clusters;

/// <summary>Finds a message's CMS cluster: the same on one node and in a shard region. The number of shards can never change.</summary>
internal sealed class ClusterMessageExtractor() : HashCodeMessageExtractor(ShardCount)
{
    private const int ShardCount = 64;

    public override string EntityId(object message) => message is IClusterEnvelope envelope ? envelope.Cluster.Value : null!;
}
