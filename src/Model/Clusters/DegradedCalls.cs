namespace CmsOrchestrator.Model.Clusters;

/// <summary>The calls whose roster no bridge carries for want of room.</summary>
internal sealed class DegradedCalls
{
    private readonly HashSet<CallKey> _calls = [];

    public bool Contains(CallKey call) => _calls.Contains(call);

    /// <summary>
    /// Takes over a plan, and gives those of its calls for which it is news. Of a call that has no connected host the plan says nothing,
    /// and so it stays as it was.
    /// </summary>
    public List<(CallKey Call, bool IsDegraded)> Planned(IEnumerable<CallKey> calls, IReadOnlySet<CallKey> degraded)
    {
        var news = new List<(CallKey, bool)>();
        foreach (var call in calls)
        {
            var isDegraded = degraded.Contains(call);
            if (isDegraded ? _calls.Add(call) : _calls.Remove(call))
            {
                news.Add((call, isDegraded));
            }
        }

        return news;
    }

    /// <summary>A call without instances: its aggregate forgets it, too.</summary>
    public void Forget(CallKey call) => _calls.Remove(call);
}
