using System.Collections.Immutable;
using System.Diagnostics;
using Akka.Actor;
using CmsOrchestrator.Actors.Nodes;
using CmsOrchestrator.Actors.Settings;
using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Calls;
using CmsOrchestrator.Model.Planning;
using CmsOrchestrator.Model.Subscriptions;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Actors.Clusters;

/// <summary>A message to one CMS cluster's entity, from whichever node: the extractor finds the entity by name.</summary>
public interface IClusterEnvelope
{
    ClusterName Cluster { get; }
}

/// <summary>Gives a CMS cluster its configuration, the first one or another. Without bridges it ends its calls and itself.</summary>
public sealed record ConfigureCluster(CmsClusterSettings Settings) : IClusterEnvelope, INoSerializationVerificationNeeded
{
    public ClusterName Cluster => Settings.Name;
}

/// <summary>
/// Asks for a CMS cluster to be run, wherever it is; answered with <see cref="ClusterStarted"/>. It has no settings in it: each node
/// has its own configuration, and passwords do not travel.
/// </summary>
public sealed record StartCluster(ClusterName Cluster) : IClusterEnvelope, ICrossesNodes;

/// <summary>The CMS cluster runs, and everything that its calls had not published before is in the feed.</summary>
public sealed record ClusterStarted(ClusterName Cluster) : ICrossesNodes;

/// <summary>The process stops, or another node takes over: sockets are closed, nothing is ended.</summary>
internal sealed record DrainCluster : INoSerializationVerificationNeeded;

/// <summary>Everything that a cluster's aggregates had not published before the start is in the feed.</summary>
internal sealed record ClusterReconciled(ClusterName Cluster) : INoSerializationVerificationNeeded;

/// <summary>What subscriptions, supervisors and aggregates tell their cluster.</summary>
internal abstract record ClusterMessage : INoSerializationVerificationNeeded
{
    private ClusterMessage()
    {
    }

    /// <summary>The span that it comes from.</summary>
    public ActivityContext Trace { get; init; }

    internal sealed record CallListState(Instant At, CallBridgeName Bridge, Epoch Epoch, string State) : ClusterMessage;

    internal sealed record CallListTold(Instant At, CallBridgeName Bridge, Epoch Epoch, ImmutableArray<CallUpdate> Updates) : ClusterMessage;

    internal sealed record CallListCompleted(Instant At, CallBridgeName Bridge, Epoch Epoch) : ClusterMessage;

    internal sealed record PartState(Instant At, PartKey Part, Epoch Epoch, string State) : ClusterMessage;

    /// <param name="IsCounted">Whether the sender waits for a confirmation.</param>
    internal sealed record PartTold(InstanceKey Instance, Epoch Epoch, CallFact Fact, bool IsCounted = true) : ClusterMessage;

    internal sealed record RosterSettled(Instant At, InstanceKey Instance, Epoch Epoch, int Count, bool IsLimit) : ClusterMessage;

    internal sealed record RosterBeyond(Instant At, InstanceKey Instance, Epoch Epoch) : ClusterMessage;

    internal sealed record InstanceHandedOver(
        Instant At, InstanceKey Instance, Epoch Epoch, CallKey Call, ListedCall? Listed, CallRemoval? Removal) : ClusterMessage;

    internal sealed record RosterHandedOver(CallFact.RosterWhole Whole) : ClusterMessage;

    internal sealed record ConnectionOpened(CallBridgeName Bridge, Epoch Epoch) : ClusterMessage;

    internal sealed record ConnectionLost(Instant At, CallBridgeName Bridge, Epoch Epoch) : ClusterMessage;

    internal sealed record RoomChanged(CallBridgeName Bridge, int Room) : ClusterMessage;

    /// <summary>An aggregate has read its journal.</summary>
    internal sealed record AggregateRecovered(CallKey Call, ImmutableArray<Slot> Slots) : ClusterMessage;

    /// <summary>What an aggregate had not published before it was started is in the feed, and so is that its parts are stale.</summary>
    internal sealed record AggregateReconciled(CallKey Call) : ClusterMessage;

    /// <summary>Facts are durable; each origin is told the weight of its own.</summary>
    internal sealed record Committed(CallKey Call, ImmutableArray<(IActorRef Origin, int Count)> Facts) : ClusterMessage;

    /// <summary>The aggregate knows nothing any more and everything it published is in the feed.</summary>
    internal sealed record AggregateIdle(CallKey Call, long Taken) : ClusterMessage;
}
