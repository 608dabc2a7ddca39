using Akka.Actor;
using Akka.Event;
using CmsOrchestrator.Model.Views;

namespace CmsOrchestrator.Actors.Feed;

/// <summary>What the feed's actor is told by its own work.</summary>
internal abstract record FeedEvent : INoSerializationVerificationNeeded
{
    private FeedEvent()
    {
    }

    internal enum Due
    {
        Retry,
        Look,
        Listen,
        Clean,
    }

    internal sealed record Appended(FeedAppend Append) : FeedEvent;

    /// <param name="Heard">The last revision that was announced before it was read.</param>
    internal sealed record Read(IReadOnlyList<Change>? Changes, long Heard) : FeedEvent;

    internal sealed record Restored(ReadModel Model) : FeedEvent;

    internal sealed record TakenOver(ClusterTakeover Takeover, IActorRef To) : FeedEvent;

    internal sealed record Cleaned(bool More) : FeedEvent;

    internal sealed record CleanFailed(Exception Cause) : FeedEvent;

    internal sealed record Failed(Exception Cause) : FeedEvent;

    /// <summary>Somebody has appended up to this revision.</summary>
    internal sealed record Announced(long Revision) : FeedEvent;

    internal sealed record ListenEnded(string Problem) : FeedEvent, IDeadLetterSuppression;
}
