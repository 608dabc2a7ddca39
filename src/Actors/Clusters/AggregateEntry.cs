using Akka.Actor;
using CmsOrchestrator.Actors.Hosting;

namespace CmsOrchestrator.Actors.Clusters;

/// <summary>One call's aggregate as its cluster sees it, over all its incarnations.</summary>
internal sealed class AggregateEntry(RestartPauses pauses)
{
    /// <summary>Null while it is down and waits to be started again.</summary>
    public IActorRef? Actor { get; set; }

    /// <summary>Told to stop, for it knows nothing any more.</summary>
    public bool IsStopping { get; set; }

    /// <summary>How many facts this incarnation was told.</summary>
    public long Told { get; set; }

    public RestartPauses Pauses => pauses;

    /// <summary>The weight of the facts under way, by the connection that waits for their confirmation.</summary>
    public Dictionary<IActorRef, int> UnderWay { get; } = [];

    public void Add(IActorRef? origin, int weight)
    {
        Told++;
        if (origin is not null)
        {
            UnderWay[origin] = UnderWay.GetValueOrDefault(origin) + weight;
        }
    }

    public void Remove(IActorRef origin, int count)
    {
        if (UnderWay.TryGetValue(origin, out var underWay))
        {
            if (underWay <= count)
            {
                UnderWay.Remove(origin);
            }
            else
            {
                UnderWay[origin] = underWay - count;
            }
        }
    }
}
