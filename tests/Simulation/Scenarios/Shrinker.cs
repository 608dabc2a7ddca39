namespace CmsOrchestrator.Simulation;

/// <summary>Cuts a failing run to the few steps that matter: leaves out ever smaller parts while it still fails.</summary>
internal static class Shrinker
{
    public static Scenario Shrink(Scenario failing)
    {
        var steps = failing.Steps;
        var kind = KindOf(Run.Of(failing));
        for (var part = Math.Max(1, steps.Length / 2); part >= 1; part = part == 1 ? 0 : part / 2)
        {
            bool isSmaller;
            do
            {
                isSmaller = false;
                for (var from = 0; from < steps.Length;)
                {
                    var fewer = steps.RemoveRange(from, Math.Min(part, steps.Length - from));
                    if (KindOf(Run.Of(failing with { Steps = fewer })) == kind)
                    {
                        (steps, isSmaller) = (fewer, true);
                    }
                    else
                    {
                        from += part;
                    }
                }
            }
            while (isSmaller);
        }

        return failing with { Steps = steps };
    }

    // The same failure with other numbers in it.
    private static string? KindOf(string? problem) =>
        problem is null ? null : string.Concat(problem.Split(' ').Where(word => !word.Any(char.IsDigit)));
}
