using System.Collections.Immutable;
using Akka.Actor;

namespace CmsOrchestrator.Actors.Calls;

/// <summary>
/// The facts that wait while a write is under way, in order. Bounded by the credit of those who send them, so it has no bound of its
/// own; what is taken at once is.
/// </summary>
internal sealed class Inbox
{
    private const int MaxFactsPerEvent = 1024;

    private readonly Queue<CallAggregate.Take> _waiting = new();

    public bool IsEmpty => _waiting.Count == 0;

    public void Add(CallAggregate.Take take) => _waiting.Enqueue(take);

    /// <summary>What goes into the next event.</summary>
    public List<CallAggregate.Take> Take()
    {
        var taken = new List<CallAggregate.Take>(Math.Min(_waiting.Count, MaxFactsPerEvent));
        while (taken.Count < MaxFactsPerEvent && _waiting.TryDequeue(out var take))
        {
            taken.Add(take);
        }

        return taken;
    }

    /// <summary>Who waits for a confirmation of these, and of how much.</summary>
    public static ImmutableArray<(IActorRef Origin, int Count)> OriginsOf(List<CallAggregate.Take> taken) =>
        [.. taken.Where(t => t.Origin is not null).AggregateBy(t => t.Origin!, 0, (sum, t) => sum + t.Fact.Weight).Select(c => (c.Key, c.Value))];
}
