using System.Globalization;

namespace CmsOrchestrator.Load.Soaks;

/// <summary>What a soak comes to, one line for each thing that must hold.</summary>
internal sealed class Verdict
{
    public bool Holds { get; private set; } = true;

    public void Say(bool holds, string what)
    {
        Holds &= holds;
        Console.WriteLine($"{(holds ? "holds" : "FAILS")}: {what}");
    }

    /// <summary>
    /// Nothing grows: its median over the last third of the lines is at most a tenth, and what <paramref name="slack"/> allows, above that
    /// over the second third. The first third is the way to how it stays.
    /// </summary>
    public void SayStays(IReadOnlyList<SoakLine> lines, string what, double slack, Func<SoakLine, double> of)
    {
        var third = lines.Count / 3;
        if (third == 0)
        {
            Say(false, $"{what}: there are too few lines to say anything");
            return;
        }

        var (second, last) = (Median(lines.Take(^(2 * third)..^third).Select(of)), Median(lines.TakeLast(third).Select(of)));
        Say(
            last <= (second * 1.1) + slack,
            string.Create(CultureInfo.InvariantCulture, $"{what}: {last:N0} at the median of the last third, {second:N0} of the second; a tenth and {slack:N0} more may be"));
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
