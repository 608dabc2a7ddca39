using Akka.Actor;
using Akka.Event;
using CmsOrchestrator.Model;

namespace CmsOrchestrator.Actors.Feed;

/// <summary>Tells who appended that its events up to this one are in the feed.</summary>
public sealed record FeedReached(long Sequence) : IDeadLetterSuppression, INoSerializationVerificationNeeded;

/// <summary>Asks the feed to say when all that was given to it before is in it; answered with <see cref="Flushed"/>.</summary>
public sealed record Flush(object Tag) : INoSerializationVerificationNeeded;

/// <summary>All that was given to the feed before the <see cref="Flush"/> of that tag is in it.</summary>
public sealed record Flushed(object Tag) : IDeadLetterSuppression, INoSerializationVerificationNeeded;

/// <summary>
/// Makes this node the owner of a cluster: answered with <see cref="ClusterTakeover"/> when all that was given to the feed before is
/// in it, and when the storage works. What is published for the cluster from then on is of the new term.
/// </summary>
public sealed record TakeOver(ClusterName Cluster) : INoSerializationVerificationNeeded;

/// <summary>
/// Told on the event stream: another node has taken a cluster over since that term began here. Nothing of it is appended any more:
/// whoever runs it here has to stop.
/// </summary>
public sealed record OwnershipLost(ClusterName Cluster, long Term) : INoSerializationVerificationNeeded;
