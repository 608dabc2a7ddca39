using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Calls;
using CmsOrchestrator.Model.Views;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Simulation;

/// <summary>Compares the view with what is, once everything is healed: no ghost, no missing one, no double, every value right.</summary>
internal static class TruthCheck
{
    private static readonly double MostHandover = World.Handover.TotalMilliseconds + 2000;

    /// <summary>The first difference; null where the view is the truth.</summary>
    public static string? Difference(World world)
    {
        var shown = world.Disk.Feed.Model.Calls.Values.ToList();
        foreach (var site in world.Sites)
        {
            var configured = world.ConfiguredBridges(site).ToHashSet();
            if (Health(world, site, configured) is { } unwell)
            {
                return unwell;
            }

            foreach (var conference in site.Live.Where(c => c.Instances.Keys.Any(configured.Contains)))
            {
                var key = conference.Key;
                var calls = shown.Where(c => c.View.Cluster == site.Name && IsOf(c, key, conference)).ToList();
                if (calls.Count != 1)
                {
                    return $"{site.Name} {key} is shown {calls.Count} times";
                }

                shown.Remove(calls[0]);
                if (Difference(world, site, conference, calls[0], configured) is { } difference)
                {
                    return $"{site.Name} {key}: {difference}";
                }
            }
        }

        return shown.Count > 0 ? $"a ghost: {shown[0].View.Cluster} {shown[0].View.Id} {shown[0].View.CallCorrelator}" : ReadModelIsTheState(world);
    }

    private static string? Health(World world, Site site, HashSet<CallBridgeName> configured)
    {
        var shown = world.Process!.Clusters.Single(c => c.Site == site).Supervisors.ToDictionary(s => s.Bridge.Name, s => s.Health?.State);
        return configured.Order().Select(b => Differ($"{site.Name}/{b}", $"{CallBridgeStatus.Connected}", $"{shown.GetValueOrDefault(b)}")).FirstOrDefault(d => d is not null);
    }

    private static bool IsOf(LiveCall call, CallKey key, Conference conference) => key.Correlator is { } correlator
        ? call.View.CallCorrelator == correlator
        : call.View.CallCorrelator is null && call.View.Instances.Any(i => conference.Instances.Values.Any(c => c.Guid == i.Call));

    private static string? Difference(World world, Site site, Conference conference, LiveCall call, HashSet<CallBridgeName> configured)
    {
        var view = call.View;
        var instances = conference.Instances.Where(i => configured.Contains(i.Key)).ToList();
        var number = conference.People.Count;
        var difference =
            Differ("instances", string.Join(' ', instances.Select(i => $"{i.Key}/{i.Value.Guid}")), string.Join(' ', view.Instances.Select(i => $"{i.CallBridge}/{i.Call}")))
            ?? Differ("freshness", "live", view.Freshness)
            ?? Differ("name", conference.Name, view.Name)
            ?? Differ("type", conference.IsAdHoc ? "adHoc" : "coSpace", view.CallType.ToString())
            ?? Differ("participants", $"{number}", $"{view.Participants}")
            ?? Differ("lock", conference.IsLocked ? "locked" : "notLocked", view.LockState.ToString())
            ?? Differ("recording", conference.IsRecording ? "active" : "inactive", view.Recording.ToString())
            ?? Differ("streaming", conference.IsStreaming ? "active" : "inactive", view.Streaming.ToString())
            ?? view.Instances.Select(i => Differ("distributed", $"{conference.Instances.Count}", i.DistributedInstances.ToString())
                ?? Differ("figure", $"{number}", $"{i.Participants}")).FirstOrDefault(d => d is not null)
            ?? Differ("override", BridgeCall.Override(conference.JoinAudioMuteOverride).ToString(),
                view.Instances.Any(i => i.CallInfo == SubscriptionWords.Active) ? view.JoinAudioMuteOverride.ToString() : BridgeCall.Override(conference.JoinAudioMuteOverride).ToString())
            ?? Budget(world, view);
        if (difference is not null || view.Degraded)
        {
            return difference ?? Differ("people of a degraded call", "0", $"{call.Participants.Count} {view.RosterSize}".Replace("0 0", "0", StringComparison.Ordinal));
        }

        var carried = view.Instances.Where(i => i.Roster == SubscriptionWords.Active).Select(i => i.CallBridge).ToList();
        return carried.Count == 0
            ? "no bridge carries its roster"
            : Differ("people", Lines(conference.People.Values.Select(p => Line(p.Id, p.Told, carried))), Lines(call.Participants.Values.Select(Line)))
                ?? Differ("roster size", $"{number}", $"{view.RosterSize}") ?? SessionIsItsOwn(world, site, conference, view);
    }

    private static string? Budget(World world, CallView view) =>
        world.Shape.IsRoomy && view.Degraded ? "degraded, with room enough"
        : world.Shape.IsRoomy && view.Instances.Any(i => i.Roster != SubscriptionWords.Active) ? "a host's roster is not carried, with room enough"
        : world.Shape.IsRoomy && !view.Instances.Any(i => i.CallInfo == SubscriptionWords.Active) ? "no bridge carries its call info"
        : null;

    // A use of a space that began well after the one before had ended is another session. Where a bridge is given up, or has
    // died and nobody has noticed yet, nobody can say whose is what came meanwhile: it goes on with the session that there was.
    private static string? SessionIsItsOwn(World world, Site site, Conference conference, CallView view)
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

    private static string? ReadModelIsTheState(World world)
    {
        foreach (var cluster in world.Process!.Clusters)
        {
            foreach (var aggregate in cluster.Aggregates.Where(a => a.State.Session is not null))
            {
                var view = CallViews.Call(cluster.Name, aggregate.Key, aggregate.State);
                if (!world.Disk.Feed.Model.Calls.TryGetValue(view.Id, out var call) || !call.View.Equals(view)
                    || !call.Participants.Values.SequenceEqual(aggregate.State.Present.Keys.Order().Select(p => CallViews.Participant(cluster.Name, aggregate.State, p))))
                {
                    return $"call {view.Id} reads otherwise than its aggregate has it";
                }
            }
        }

        return null;
    }

    private static string Lines(IEnumerable<string> lines) => string.Join("; ", lines.Order(StringComparer.Ordinal));

    private static string Line(ParticipantId id, ElementValues values, List<CallBridgeName> seenBy) =>
        $"{id} {values[Element.Name]} {values[Element.Uri]} {values[Element.State]} {values[Element.AudioMuted]} {values[Element.ActiveSpeaker]} "
        + $"{values[Element.Importance]} {values[Element.MovedParticipant]} {values[Element.MovedParticipantCallBridge]} live {string.Join(',', seenBy)}";

    private static string Line(ParticipantView p) =>
        $"{p.Participant} {p.Name} {p.Uri} {p.State} {p.AudioMuted} {p.ActiveSpeaker} "
        + $"{p.Importance} {p.MovedParticipant} {p.MovedParticipantCallBridge} {p.Freshness} {string.Join(',', p.SeenBy)}";

    private static string? Differ(string what, string truth, string shown) => truth == shown ? null : $"{what}: in truth '{truth}', shown '{shown}'";
}
