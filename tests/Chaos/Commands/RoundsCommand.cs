using System.Diagnostics;
using System.Globalization;
using CmsOrchestrator.Chaos.Site;

namespace CmsOrchestrator.Chaos.Commands;

/// <summary>Rounds for a given time, then one line that sums them up.</summary>
internal static class RoundsCommand
{
    private static readonly TimeSpan RoundTime = TimeSpan.FromSeconds(20);

    /// <returns>1 where the view was the truth too late or never, or a bridge noted a breach.</returns>
    public static async Task<int> RunAsync(SiteShape shape, TimeSpan time, TimeSpan limit, string[] only, TextWriter output)
    {
        await using var site = await ChaosSite.StartAsync(shape);
        var rounds = new Rounds(site, RoundTime, only);
        var clock = Stopwatch.StartNew();
        string? problem = null;
        while (problem is null && clock.Elapsed < time)
        {
            try
            {
                await rounds.RunAsync();
                output.WriteLine(Line($"round {rounds.ToTruth.Count}: true {Seconds(rounds.ToTruth[^1])} after the last fault, {site.Breaches.Inexcusable.Length} breaches"));
                if (rounds.ToTruth[^1] > limit)
                {
                    Explain(rounds, site.Program.Log, output);
                }
            }
            catch (InvalidOperationException e)
            {
                problem = e.Message;
            }
        }

        var breaches = site.Breaches.Inexcusable;
        foreach (var breach in breaches.Take(20))
        {
            output.WriteLine(breach);
        }

        output.WriteLine(problem ?? string.Join(", ", rounds.Faults.Select(f => $"{f.Value} {f.Key}")));
        var late = rounds.ToTruth.Count(t => t > limit);
        output.WriteLine(Line(
            $"{shape}: {clock.Elapsed.TotalSeconds:0} s, {rounds.Faults.Values.Sum()} faults in {rounds.ToTruth.Count} rounds; {Times(rounds.ToTruth)}; {late} later than {Seconds(limit)}; {breaches.Length} breaches, {site.Breaches.Excused} excused{(problem is null ? "" : "; NOT TRUE AT THE END")}"));
        return problem is null && late == 0 && breaches.IsEmpty ? 0 : 1;
    }

    private static void Explain(Rounds rounds, string log, TextWriter output)
    {
        var delays = rounds.Delays.Select(d => $"until {Seconds(d.Until)} after: {d.Difference.ReplaceLineEndings(" ")}");
        foreach (var line in rounds.Happened.Concat(delays).Concat(log.Split('\n')))
        {
            output.WriteLine($"  {line}");
        }
    }

    /// <summary>The middle one and the longest.</summary>
    public static string Times(IEnumerable<TimeSpan> times) =>
        times.Order().ToList() is { Count: > 0 } sorted ? Line($"true after {Seconds(sorted[(sorted.Count - 1) / 2])}, at most {Seconds(sorted[^1])}") : "never true";

    public static string Seconds(TimeSpan time) => Line($"{time.TotalSeconds:0.0} s");

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
