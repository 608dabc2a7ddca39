using CmsOrchestrator.Model;

namespace CmsOrchestrator.Simulation;

/// <summary>Runs scenarios. Nothing but the scenario decides what comes out.</summary>
internal static class Run
{
    private static readonly TimeSpan HealTime = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(240);
    private static readonly TimeSpan StayTime = TimeSpan.FromSeconds(15);

    /// <summary>What did not hold; null where everything did.</summary>
    /// <param name="trace">Takes what happens, line by line.</param>
    public static string? Of(Scenario scenario, List<string>? trace = null)
    {
        try
        {
            var world = new World(scenario, trace);
            var doing = new Doing(world);
            var last = 0;
            foreach (var step in scenario.Steps)
            {
                world.Time.At(new Instant(1_000_000 + step.At), () =>
                {
                    world.Trace($"--- {step}");
                    if (step.IsFault)
                    {
                        world.FirstFaultAt ??= world.Time.Now.Milliseconds;
                        world.Reasons.Forget();
                    }

                    doing.Do(step);
                });
                last = step.At;
            }

            Watch(world);
            world.Time.RunUntil(new Instant(1_000_000 + last) + HealTime);
            world.Trace($"--- everything is healed");
            doing.MakeEachBridgeTell();
            Settle(world);
            return null;
        }
        catch (Breach breach)
        {
            trace?.Add("*** " + breach.Message);
            return breach.Message;
        }
        catch (Exception e) when (trace is null)
        {
            return e.ToString();
        }
    }

    // Steps that last end within the time to heal: whoever is down is up by then.
    private static void Settle(World world)
    {
        world.StartIfDown();
        var limit = world.Time.Now + MostTime;
        int resyncs;
        string? difference;
        do
        {
            BecomeTrue(world, limit);
            resyncs = world.Resyncs;
            world.Time.RunUntil(world.Time.Now + StayTime);
            difference = TruthCheck.Difference(world);
            Breach.Unless(difference is null || world.Resyncs > resyncs, $"it was the truth, and is not any more: {difference}");
        }
        while (difference is not null);
    }

    private static void BecomeTrue(World world, Instant limit)
    {
        string? difference;
        do
        {
            world.Time.RunUntil(world.Time.Now + TimeSpan.FromSeconds(5));
            difference = TruthCheck.Difference(world);
            Breach.Unless(difference is null || world.Time.Now < limit, difference ?? "");
        }
        while (difference is not null);
    }

    private static void Watch(World world) => world.Time.After(TimeSpan.FromSeconds(0.5), () =>
    {
        world.Honesty.Check();
        Watch(world);
    });
}
