using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using CmsOrchestrator.Actors.Settings;
using CmsOrchestrator.Model;

namespace CmsOrchestrator.Actors.Nodes;

/// <summary>The CMS clusters of this node: those that its configuration has, and those that it runs. Safe for any thread.</summary>
public sealed class LocalClusters
{
    private static readonly Comparer<ClusterName> ByName =
        Comparer<ClusterName>.Create((left, right) => string.CompareOrdinal(left.Value, right.Value));

    private ImmutableSortedSet<ClusterName> _running = ImmutableSortedSet.Create((IComparer<ClusterName>)ByName);
    private volatile Configuration _configuration = new([], "");

    public ImmutableArray<ClusterName> Running => [.. Volatile.Read(ref _running)];

    public ImmutableArray<ClusterName> Configured => _configuration.Names;

    /// <summary>Equal where clusters, bridges and their addresses are; nothing secret goes into it.</summary>
    public string Digest => _configuration.Digest;

    internal void Configure(IReadOnlyCollection<CmsClusterSettings> clusters) => _configuration = new(
        [.. clusters.Select(cluster => cluster.Name).Order(ByName)], DigestOf(clusters));

    internal void Started(ClusterName cluster) => ImmutableInterlocked.Update(ref _running, running => running.Add(cluster));

    internal void Stopped(ClusterName cluster) => ImmutableInterlocked.Update(ref _running, running => running.Remove(cluster));

    private static string DigestOf(IReadOnlyCollection<CmsClusterSettings> clusters)
    {
        var lines = clusters.OrderBy(cluster => cluster.Name, ByName).SelectMany(cluster => cluster.CallBridges.Values.Select(
            bridge => $"{cluster.Name}\n{bridge.Name}\n{bridge.Url}\n{bridge.MaxConnections}\n"));
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(lines))))[..16];
    }

    private sealed record Configuration(ImmutableArray<ClusterName> Names, string Digest);
}
