namespace CmsOrchestrator.Chaos.Site;

/// <summary>How large a deployment is, how lively, and where the program keeps what is durable.</summary>
/// <param name="Rate">Steps of the traffic a second, of each cluster.</param>
internal sealed record SiteShape(int Clusters, int BridgesPerCluster, int CallsPerCluster, double Rate, int Seed)
{
    private const int LargestCluster = 24;

    public bool IsPostgreSql { get; init; }

    public int Bridges => Clusters * BridgesPerCluster;

    /// <summary>At least two clusters.</summary>
    public static SiteShape Of(int bridges, int callsPerCluster, int seed)
    {
        var clusters = Math.Max(2, (bridges + LargestCluster - 1) / LargestCluster);
        return new SiteShape(clusters, Math.Max(1, bridges / clusters), callsPerCluster, Rate: 10, seed);
    }

    public override string ToString() =>
        $"{Bridges} bridges in {Clusters} clusters on {(IsPostgreSql ? "PostgreSQL" : "SQLite")}, seed {Seed}";
}
