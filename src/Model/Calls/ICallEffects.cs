using CmsOrchestrator.Model.Views;

namespace CmsOrchestrator.Model.Calls;

/// <summary>A fact on its way into a call's journal. Who sends it may add who waits for it.</summary>
public record CallTake(CallFact Fact);

/// <summary>What an event of a call publishes.</summary>
/// <param name="Sequence">The event's, from 1.</param>
/// <param name="After">The call with the event applied.</param>
public readonly record struct CallPublished(
    long Sequence, CallState Before, CallChanged Changed, CallState After, IReadOnlyList<Publication> Publications);

/// <summary>What a <see cref="CallIncarnation"/> wants done, in the order in which it says so.</summary>
public interface ICallEffects
{
    /// <summary>
    /// Writes an event. <see cref="CallIncarnation.Written"/> says that it is durable; where it fails, this incarnation is at its end.
    /// </summary>
    void Write(CallChanged changed, IReadOnlyList<CallTake> taken);

    /// <summary>An event that is durable goes to the feed.</summary>
    void Publish(in CallPublished published);

    /// <summary>These facts are durable, or of no consequence.</summary>
    void Confirm(IReadOnlyList<CallTake> taken);

    /// <summary>What the feed has of the call is to be kept as a snapshot, and the events before it are needed no more.</summary>
    void SaveSnapshot(long sequence, CallState state);

    /// <summary>The journal was read: this is what the call knows, all of it of an earlier incarnation.</summary>
    void Recovered(CallState state);

    /// <summary>What an earlier incarnation had not published is in the feed, and so is that its parts are stale.</summary>
    void Reconciled();

    /// <summary>The call knows nothing any more, and the feed has all of it.</summary>
    /// <param name="taken">How many facts it has taken: where more were told to it, some are still on their way.</param>
    void Idle(long taken);

    /// <summary><see cref="CallIncarnation.HandoverDue"/> is to be called at that time; not any more where it is null.</summary>
    void AwaitHandover(Instant? due);
}
