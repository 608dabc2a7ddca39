using Akka.Actor;
using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Views;

namespace CmsOrchestrator.Actors.Feed;

/// <summary>What an owner of a cluster begins with, on whichever node.</summary>
/// <param name="Term">Of its ownership; later than all before.</param>
/// <param name="EpochStart">Later than every start of a process or of a run of this cluster before, on whichever node: the first half of its epochs.</param>
/// <param name="Reached">The sequence number that the feed has reached, for each of the cluster's persistence ids that it knows.</param>
/// <param name="ToRecover">Every call that is live, and every one whose journal is ahead of the feed.</param>
/// <param name="CallBridges">Those that the owner before has left in the view.</param>
public sealed record ClusterTakeover(
    ClusterName Cluster, long Term, long EpochStart, IReadOnlyDictionary<string, long> Reached, IReadOnlyList<CallKey> ToRecover,
    IReadOnlyList<CallBridgeView> CallBridges) : INoSerializationVerificationNeeded;
