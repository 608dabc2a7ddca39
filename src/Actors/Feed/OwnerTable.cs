using System.Text.Json;
using CmsOrchestrator.Actors.Databases;
using CmsOrchestrator.Model;

namespace CmsOrchestrator.Actors.Feed;

/// <summary>Who owns a cluster, as a term that rises with every owner: what one of an older term says does not count any more.</summary>
internal sealed class OwnerTable(Database database)
{
    private readonly Statement _take = database.Prepare(
        "INSERT INTO owner (cluster, term) VALUES ($1, 1) ON CONFLICT (cluster) DO UPDATE SET term = owner.term + 1 RETURNING term");

    private readonly Statement _of = database.Prepare($"SELECT cluster, term FROM owner WHERE {database.Engine.In("cluster", "$1")}");

    /// <summary>Begins a new term.</summary>
    public long Take(ClusterName cluster) =>
        _take.Number(cluster.Value) ?? throw new StorageException($"{database.Name} gives no term of {cluster}.");

    /// <summary>The terms of those clusters that were ever owned.</summary>
    public Dictionary<ClusterName, long> Of(IReadOnlyCollection<ClusterName> clusters) => clusters.Count == 0
        ? []
        : _of.Rows(row => (Cluster: new ClusterName(row.GetString(0)), Term: row.GetInt64(1)), JsonSerializer.Serialize(clusters.Select(c => c.Value), NamesJson.Default.IEnumerableString))
            .ToDictionary(row => row.Cluster, row => row.Term);
}
