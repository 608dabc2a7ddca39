using BenchmarkDotNet.Attributes;
using CmsOrchestrator.Model.Planning;

namespace CmsOrchestrator.Micro.Planning;

/// <summary>
/// A cluster of 24 Call Bridges with 5,000 calls. With one connection each about half of the calls go without a roster, with three every call
/// has one and few have a second, with five most have what there is.
/// </summary>
public class PlannerBenchmarks
{
    private PlanInput _fresh = null!;
    private PlanInput _settled = null!;
    private PlanInput _shorter = null!;

    [Params(1, 3, 5)]
    public int Connections { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _fresh = PlannedDeployment.Fresh(bridges: 24, calls: 5000, Connections);
        _settled = PlannedDeployment.Settled(_fresh);
        _shorter = _settled with { Room = _settled.Room.ToDictionary(r => r.Key, r => r.Value / 2) };
    }

    [Benchmark(Description = "nothing asked for yet")]
    public Plan Fresh() => Planner.Plan(_fresh);

    [Benchmark(Description = "nothing changed")]
    public Plan Settled() => Planner.Plan(_settled);

    [Benchmark(Description = "half of the room is lost")]
    public Plan Shorter() => Planner.Plan(_shorter);
}
