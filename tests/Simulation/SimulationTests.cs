namespace CmsOrchestrator.Simulation;

public class SimulationTests
{
    [Fact]
    public void Whatever_happens_the_view_ends_as_the_truth_and_the_invariants_hold()
    {
        var output = new StringWriter();
        var failures = Seeds.Run(1, 1000, 1, output);
        if (failures.Count > 0)
        {
            Seeds.Explain(failures[0].Seed, failures[0].Problem, output);
        }

        Assert.True(failures.Count == 0, output.ToString());
    }

    [Fact]
    public void A_seed_replays_exactly()
    {
        var (first, second) = (new List<string>(), new List<string>());
        Run.Of(Scenario.Of(7), first);
        Run.Of(Scenario.Of(7), second);

        Assert.NotEmpty(first);
        Assert.Equal(first, second);
    }
}
