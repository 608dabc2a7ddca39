using System.Collections.Immutable;
using CmsOrchestrator.Chaos.Site;

namespace CmsOrchestrator.Chaos.Faults;

/// <summary>Something that goes wrong with the program or with its storage; mended when its task is done.</summary>
/// <param name="Name">One word.</param>
internal sealed record ProgramFault(string Name, Func<ChaosSite, Random, Task> HappenAsync)
{
    public static ImmutableArray<ProgramFault> All { get; } =
    [
        new("kill-9", (site, _) => site.Program.KillAndStartAsync()),
        new("sigstop", (site, random) => StopAsync(site, Seconds(random, 0.5, 4))),
        new("long-sigstop", (site, random) => StopAsync(site, Seconds(random, 7, 12))),
        new("storage-stalls", (site, random) => site.Storage.StallAsync(Seconds(random, 1, 8))),
        new("storage-fails", (site, random) => site.Storage.FailAsync(Seconds(random, 0.5, 5))),
    ];

    private static async Task StopAsync(ChaosSite site, TimeSpan time)
    {
        var from = site.Deployment.Options.Time.GetUtcNow();
        site.Program.Pause();
        await Task.Delay(time);
        site.Program.Continue();
        site.Breaches.Stopped(from, site.Deployment.Options.Time.GetUtcNow());
    }

    private static TimeSpan Seconds(Random random, double least, double most) => TimeSpan.FromSeconds(least + (random.NextDouble() * (most - least)));
}
