using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Views;
using CmsOrchestrator.Simulator;

namespace CmsOrchestrator.EndToEnd.Tests;

/// <summary>Holds a view against what the simulated bridges know to be true.</summary>
internal static class TruthComparison
{
    /// <summary>The first few differences; null where there is none.</summary>
    public static string? Difference(SimulatedDeployment site, ReadModel view)
    {
        var differences = site.Clusters.SelectMany(cluster => Differences(cluster, view)).Take(8).ToList();
        return differences.Count == 0 ? null : string.Join("\n", differences);
    }

    /// <summary>The same for one conference, whatever becomes of the others.</summary>
    public static string? Difference(Conference conference, ReadModel view)
    {
        var differences = Differences(conference.Truth(), view.Calls.Values).Take(8).ToList();
        return differences.Count == 0 ? null : string.Join("\n", differences);
    }

    private static IEnumerable<string> Differences(SimulatedCluster cluster, ReadModel view)
    {
        var name = new ClusterName(cluster.Name);
        var calls = view.Calls.Values.Where(c => c.View.Cluster == name).ToList();
        var truth = cluster.Truth().Where(c => !c.Instances.IsEmpty).ToList();
        if (calls.Count != truth.Count)
        {
            yield return $"{cluster.Name}: {calls.Count} calls where there are {truth.Count}";
        }

        foreach (var difference in truth.SelectMany(conference => Differences(conference, calls)))
        {
            yield return $"{cluster.Name} {difference}";
        }
    }

    private static IEnumerable<string> Differences(ConferenceTruth truth, IEnumerable<LiveCall> calls)
    {
        var guids = truth.Instances.Select(i => i.Call).ToHashSet();
        var shown = calls.Where(c => c.View.Instances.Any(i => guids.Contains(i.Call))).ToList();
        return shown is [var call]
            ? Differences(truth, call).Select(difference => $"'{truth.State.Name}': {difference}")
            : [$"'{truth.State.Name}' is shown {shown.Count} times"];
    }

    private static IEnumerable<string> Differences(ConferenceTruth truth, LiveCall call)
    {
        if (call.View.Freshness != "live")
        {
            yield return $"it is {call.View.Freshness}";
        }

        if (call.View.Name != (truth.State.Name ?? ""))
        {
            yield return $"its name is '{call.View.Name}'";
        }

        if (call.View.Participants != truth.Participants)
        {
            yield return $"it has {call.View.Participants} participants instead of {truth.Participants}";
        }

        var instances = truth.Instances.Select(i => (i.Bridge, i.Call)).Order().ToList();
        if (!call.View.Instances.Select(i => (i.CallBridge.Value, i.Call)).Order().SequenceEqual(instances, EqualityComparer<(string, Protocol.CallGuid)>.Default))
        {
            yield return $"its instances are {string.Join(", ", call.View.Instances.Select(i => i.CallBridge))}";
        }

        foreach (var participant in truth.Roster.Where(p => !p.SeenBy.IsEmpty))
        {
            if (!call.Participants.TryGetValue(participant.Id, out var shown))
            {
                yield return $"participant '{participant.State.Name}' is missing";
            }
            else if (shown.Name != (participant.State.Name ?? "") || shown.Uri != (participant.State.Uri ?? "")
                || shown.State.ToString() != participant.State.State || shown.AudioMuted.AsBoolean != participant.State.AudioMuted
                || shown.ActiveSpeaker.AsBoolean != participant.State.ActiveSpeaker || shown.Layout.ToString() != (participant.State.Layout ?? ""))
            {
                yield return $"participant '{participant.State.Name}' is shown as {shown}";
            }
            else if (shown.Freshness != "live")
            {
                yield return $"participant '{participant.State.Name}' is {shown.Freshness}";
            }
        }

        var there = truth.Roster.Select(p => p.Id).ToHashSet();
        foreach (var ghost in call.Participants.Values.Where(p => !there.Contains(p.Participant)))
        {
            yield return $"participant '{ghost.Name}' is a ghost";
        }
    }
}
