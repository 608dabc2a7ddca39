using System.Collections.Immutable;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Model.Views;

/// <summary>Which active calls a cluster has, and a correlator. Immutable; changes only where a call starts or ends.</summary>
public sealed record CallIndexes(
    ImmutableDictionary<ClusterName, ImmutableSortedSet<CallId>> ByCluster, ImmutableDictionary<CallCorrelator, ImmutableSortedSet<CallId>> ByCorrelator)
{
    public static CallIndexes Empty { get; } = new(
        ImmutableDictionary<ClusterName, ImmutableSortedSet<CallId>>.Empty, ImmutableDictionary<CallCorrelator, ImmutableSortedSet<CallId>>.Empty);

    internal IEnumerable<CallId> OfClusters(IReadOnlyCollection<ClusterName> clusters)
    {
        if (clusters.Count == 1)
        {
            return ByCluster.GetValueOrDefault(clusters.First()) ?? [];
        }

        CallId[] calls = [.. clusters.Distinct().SelectMany(cluster => ByCluster.GetValueOrDefault(cluster) ?? [])];
        Array.Sort(calls);
        return calls;
    }

    internal CallIndexes With(CallView call) => new(
        With(ByCluster, call.Cluster, call.Id), call.CallCorrelator is { } correlator ? With(ByCorrelator, correlator, call.Id) : ByCorrelator);

    internal CallIndexes Without(CallView call) => new(
        Without(ByCluster, call.Cluster, call.Id), call.CallCorrelator is { } correlator ? Without(ByCorrelator, correlator, call.Id) : ByCorrelator);

    private static ImmutableDictionary<TKey, ImmutableSortedSet<CallId>> With<TKey>(
        ImmutableDictionary<TKey, ImmutableSortedSet<CallId>> index, TKey key, CallId call)
        where TKey : notnull => index.SetItem(key, (index.TryGetValue(key, out var calls) ? calls : []).Add(call));

    private static ImmutableDictionary<TKey, ImmutableSortedSet<CallId>> Without<TKey>(
        ImmutableDictionary<TKey, ImmutableSortedSet<CallId>> index, TKey key, CallId call)
        where TKey : notnull
    {
        var rest = index[key].Remove(call);
        return rest.IsEmpty ? index.Remove(key) : index.SetItem(key, rest);
    }
}
