using Akka.Event;

namespace CmsOrchestrator.Actors.Feed;

/// <summary>Tells who appended that its events up to this one are in the feed.</summary>
public sealed record FeedReached(long Sequence) : IDeadLetterSuppression;

/// <summary>Asks the feed to say when all that was given to it before is in it; answered with <see cref="Flushed"/>.</summary>
public sealed record Flush(object Tag);

/// <summary>All that was given to the feed before the <see cref="Flush"/> of that tag is in it.</summary>
public sealed record Flushed(object Tag) : IDeadLetterSuppression;
