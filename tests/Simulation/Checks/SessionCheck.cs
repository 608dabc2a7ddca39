using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Views;

namespace CmsOrchestrator.Simulation;

/// <summary>What is one session, and what is another.</summary>
internal static class SessionCheck
{
    private static readonly double MostHandover = World.Handover.TotalMilliseconds + 2000;
    private static readonly double SureHandover = World.Handover.TotalMilliseconds - 1000;

    // A use of a space that began well after the one before had ended is another session. Where a bridge is given up, or has
    // died and nobody has noticed yet, nobody can say whose is what came meanwhile: it goes on with the session that there was.
    public static string? IsItsOwn(World world, Site site, Conference conference, CallView view)
    {
        if (world.Shape.BridgeLossTime < TimeSpan.FromMinutes(1) || world.Gone.IsReconfigured(site) || world.HasSilentFaults)
        {
            return null;
        }

        var (isOther, next) = (false, conference);
        foreach (var before in site.Ever.TakeWhile(c => c != conference).Where(c => c.Correlator is not null && c.Correlator == conference.Correlator).Reverse())
        {
            isOther |= before.GoneAt is { } goneAt && next.StartedAt - goneAt > MostHandover && IsKnownToBeOver(world, goneAt, next.StartedAt);
            next = before;
            if (isOther && before.Guids.Any(g => world.Disk.Feed.ShownAs(site.Name, g).Contains(view.Id)))
            {
                return $"session {view.Id} is the one that ended at {before.GoneAt}, too";
            }
        }

        return null;
    }

    // A process that starts after its clock was set back cannot tell how long the one before it was away: it counts from its start.
    private static bool IsKnownToBeOver(World world, long goneAt, long cameAt)
    {
        var saw = world.Processes.Last(p => p.StartedAt <= goneAt);
        if (saw.EndedAt < goneAt)
        {
            return true;
        }

        var since = goneAt + saw.Ahead.TotalMilliseconds;
        var sees = world.Processes.First(p => p.EndedAt is null || p.EndedAt >= cameAt);
        foreach (var start in world.Processes.Where(p => p.StartedAt > goneAt && p.StartedAt <= sees.StartedAt).Select(p => p.StartedAt + p.Ahead.TotalMilliseconds))
        {
            if (Math.Abs(start - since) > MostHandover)
            {
                return true;
            }

            since = Math.Min(since, start);
        }

        return Math.Max(cameAt, sees.StartedAt) + sees.Ahead.TotalMilliseconds - since > MostHandover;
    }

    /// <summary>
    /// A use of a space that begins within the handover time goes on with the session that there was, whichever bridge it is on, where
    /// both were seen: before the first fault. What a bridge never told to be an instance of it does not count.
    /// </summary>
    public static string? GoesOn(World world)
    {
        foreach (var site in world.Sites)
        {
            foreach (var uses in site.Ever.Where(c => c.Correlator is not null).GroupBy(c => c.Correlator))
            {
                foreach (var (before, next) in uses.Zip(uses.Skip(1)))
                {
                    if (before.GoneAt is not null && before.CorrelatedUntil is { } goneAt && next.CorrelatedAt is { } cameAt && cameAt - goneAt < SureHandover && !(world.FirstFaultAt < cameAt + 1000)
                        && Sessions(world, site, before) is { Count: > 0 } sessions
                        && Sessions(world, site, next) is { Count: > 0 } others && !others.Overlaps(sessions))
                    {
                        return $"session {others.First()} is another one than that which ended at {goneAt}, {cameAt - goneAt} ms before";
                    }
                }
            }
        }

        return null;
    }

    private static HashSet<CallId> Sessions(World world, Site site, Conference conference) =>
        [.. conference.Guids.SelectMany(g => world.Disk.Feed.ShownAs(site.Name, g)).Where(id => world.Disk.Feed.CorrelatorOf(id) == conference.Correlator)];
}
