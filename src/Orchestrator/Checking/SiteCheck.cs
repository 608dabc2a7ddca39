using System.Collections.Concurrent;
using CmsOrchestrator.Configuration;

namespace CmsOrchestrator.Checking;

/// <summary>Tries every Call Bridge of a site once.</summary>
internal static class SiteCheck
{
    private const int AtOnce = 16;

    /// <summary>Prints a line for each bridge, by cluster and name, with its steps below; returns whether all are fine.</summary>
    public static async Task<bool> RunAsync(Site site, TextWriter output, CancellationToken cancellation)
    {
        var bridges = site.Clusters
            .SelectMany(cluster => cluster.CallBridges.Values.Select(bridge => (Place: $"{cluster.Name}/{bridge.Name}", Bridge: bridge)))
            .ToList();
        var findings = new ConcurrentDictionary<string, Finding>(StringComparer.Ordinal);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation };
        await Parallel.ForEachAsync(bridges, parallel, async (entry, token) =>
            findings[entry.Place] = await CallBridgeCheck.RunAsync(entry.Bridge, site.Orchestrator, token));

        var width = bridges.Max(entry => entry.Place.Length);
        foreach (var (place, _) in bridges)
        {
            await output.WriteLineAsync($"{place.PadRight(width)}  {findings[place]}");
            foreach (var step in findings[place].Steps)
            {
                await output.WriteLineAsync($"  {step}");
            }
        }

        return findings.Values.All(finding => finding.IsFine);
    }
}
