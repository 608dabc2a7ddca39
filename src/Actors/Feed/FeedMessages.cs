using Akka.Event;

namespace CmsOrchestrator.Actors.Feed;

/// <summary>Tells who appended that its events up to this one are in the feed.</summary>
public sealed record FeedReached(long Sequence) : IDeadLetterSuppression;
