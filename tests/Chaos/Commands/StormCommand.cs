using CmsOrchestrator.Chaos.Site;

namespace CmsOrchestrator.Chaos.Commands;

/// <summary>Every storm once, a line for each.</summary>
internal static class StormCommand
{
    /// <returns>1 where the view was the truth too late or never, an answer failed, or a bridge noted a breach.</returns>
    public static async Task<int> RunAsync(SiteShape shape, TimeSpan limit, TextWriter output)
    {
        await using var site = await ChaosSite.StartAsync(shape);
        var isWell = true;
        foreach (var storm in Storm.All)
        {
            var figures = await storm.RunAsync(site);
            output.WriteLine(
                $"{shape}: {storm.Name}: true after {RoundsCommand.Seconds(figures.ToTruth)}; {figures.Tokens.Tokens} tokens, {figures.Tokens.BusiestSecond} of them in one second; {figures.Answers.Answers} answers, {RoundsCommand.Seconds(figures.Answers.Slowest)} the slowest, {figures.Answers.Failures} failed");
            isWell &= figures.ToTruth <= limit && figures.Answers.Failures == 0;
        }

        var breaches = site.Breaches.Inexcusable;
        foreach (var breach in breaches.Take(20))
        {
            output.WriteLine(breach);
        }

        output.WriteLine($"{shape}: {breaches.Length} breaches");
        return isWell && breaches.IsEmpty ? 0 : 1;
    }
}
