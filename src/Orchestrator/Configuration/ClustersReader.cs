using System.Collections.Immutable;
using CmsOrchestrator.Actors.Settings;
using CmsOrchestrator.Model;

namespace CmsOrchestrator.Configuration;

/// <summary>Reads <c>Orchestrator:Clusters</c>.</summary>
internal static class ClustersReader
{
    private const int MaxNameLength = 100;

    /// <summary>By name.</summary>
    public static ImmutableArray<CmsClusterSettings> Read(Section clusters)
    {
        clusters.OneSpellingEach();
        var children = clusters.Children;
        if (children.Count == 0)
        {
            clusters.Problem("at least one cluster is needed");
        }

        return [.. children.Select(Cluster).OrderBy(cluster => cluster.Name.Value, StringComparer.Ordinal)];
    }

    private static CmsClusterSettings Cluster(Section cluster)
    {
        CheckName(cluster);
        cluster.KnowsOnly("CallBridges");
        var bridges = cluster.Child("CallBridges");
        bridges.OneSpellingEach();
        var children = bridges.Children;
        if (children.Count == 0)
        {
            bridges.Problem("at least one Call Bridge is needed");
        }

        foreach (var bridge in children)
        {
            CheckName(bridge);
        }

        return new CmsClusterSettings(
            new ClusterName(cluster.Name),
            children.Select(CallBridgeReader.Read).ToImmutableSortedDictionary(bridge => bridge.Name, bridge => bridge));
    }

    /// <summary>A name is a segment of the API's paths and a word of the log.</summary>
    private static void CheckName(Section section)
    {
        var name = section.Name;
        if (name.Length is 0 or > MaxNameLength || name.Any(letter => char.IsControl(letter) || letter == '/') || name.Trim() != name)
        {
            section.Problem($"a name has 1 to {MaxNameLength} characters, no slash, no control character, and no space at its ends");
        }
    }
}
