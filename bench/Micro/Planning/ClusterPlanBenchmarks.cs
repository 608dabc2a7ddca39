using BenchmarkDotNet.Attributes;

namespace CmsOrchestrator.Micro.Planning;

/// <summary>The whole of a plan in a cluster of 24 Call Bridges with 5,000 calls, all of which are carried: from what it knows to what it asks for.</summary>
public class ClusterPlanBenchmarks
{
    private PlannedCluster _cluster = null!;

    [Params(1, 3, 5)]
    public int Connections { get; set; }

    [GlobalSetup]
    public void Setup() => _cluster = new PlannedCluster(PlannedDeployment.Fresh(bridges: 24, calls: 5000, Connections));

    [Benchmark(Description = "cluster: nothing changed")]
    public void Settled() => _cluster.State.Plan(_cluster.Now);
}
