using System.Collections.Immutable;
using System.Diagnostics;
using CmsOrchestrator.Chaos.Checks;
using CmsOrchestrator.Chaos.Site;
using CmsOrchestrator.Simulator;

namespace CmsOrchestrator.Chaos.Commands;

/// <summary>All connections of a deployment are lost at once, and come back: a storm of token requests, then one of snapshots.</summary>
/// <param name="Name">What happens.</param>
internal sealed record Storm(string Name, Func<ImmutableArray<SimulatedCallBridge>, Task> HappenAsync)
{
    private static readonly TimeSpan HoleTime = TimeSpan.FromSeconds(9);
    private static readonly TimeSpan NoticeTime = TimeSpan.FromSeconds(2);

    public static ImmutableArray<Storm> All { get; } =
    [
        new("every connection is reset", bridges => EachAsync(bridges, bridge =>
        {
            bridge.Inject(Injection.Reset());
            return Task.CompletedTask;
        })),
        new("every bridge restarts with its calls", bridges => EachAsync(bridges, bridge => bridge.RestartAsync(CallsAfterRestart.Kept))),
        new("every bridge is a black hole for nine seconds", HoleAsync),
    ];

    /// <summary>Lets it happen to a site at rest. Throws where the view does not become the truth.</summary>
    public async Task<StormFigures> RunAsync(ChaosSite site)
    {
        var tokens = new TokenWatch(site);
        var answers = new ApiWatch(site.Program.Http);
        await using (tokens)
        await using (answers)
        {
            await HappenAsync(site.Bridges);
            var clock = Stopwatch.StartNew();
            await Task.Delay(NoticeTime); // until then the view is as true as before
            await Truth.WaitAsync(site);
            return new StormFigures(clock.Elapsed, tokens, answers);
        }
    }

    private static Task EachAsync(ImmutableArray<SimulatedCallBridge> bridges, Func<SimulatedCallBridge, Task> happenAsync) =>
        Task.WhenAll(bridges.Select(bridge => Task.Run(() => happenAsync(bridge))));

    private static async Task HoleAsync(ImmutableArray<SimulatedCallBridge> bridges)
    {
        foreach (var bridge in bridges)
        {
            bridge.Faults.BlackHole = true;
        }

        await Task.Delay(HoleTime);
        foreach (var bridge in bridges)
        {
            bridge.Faults.BlackHole = false;
        }
    }
}

/// <summary>What a storm took.</summary>
/// <param name="ToTruth">From its end until the view was the truth.</param>
/// <param name="Tokens">That the bridges gave out, from its beginning on.</param>
/// <param name="Answers">Of the API, from its beginning on.</param>
internal sealed record StormFigures(TimeSpan ToTruth, TokenWatch Tokens, ApiWatch Answers);
