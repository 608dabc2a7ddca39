using CmsOrchestrator.Api.Keys;
using CmsOrchestrator.Model.Views;

namespace CmsOrchestrator.Api.Stats;

/// <summary>
/// Active calls: all of them, those on more than one bridge, those without a roster for want of budget, those that no bridge
/// vouches for.
/// </summary>
internal readonly record struct CallTotals(int Active, int Distributed, int Degraded, int Stale)
{
    public static CallTotals Of(ReadModel model, Scope scope)
    {
        var (active, distributed, degraded, stale) = (0, 0, 0, 0);
        foreach (var call in model.Calls.Values.Where(call => scope.Sees(call.View.Cluster)))
        {
            active++;
            distributed += call.View.Instances.Length > 1 ? 1 : 0;
            degraded += call.View.Degraded ? 1 : 0;
            stale += call.View.Freshness == "stale" ? 1 : 0;
        }

        return new CallTotals(active, distributed, degraded, stale);
    }
}
