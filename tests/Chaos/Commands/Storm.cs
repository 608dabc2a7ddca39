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
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
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
        var before = Tokens(site);
        await HappenAsync(site.Bridges);
        await using var watch = new ApiWatch(site.Program.Http);
        var clock = Stopwatch.StartNew();
        await Task.Delay(NoticeTime); // until then the view is as true as before
        var truth = Truth.WaitAsync(site);
        var requests = new List<int>();
        while (!truth.IsCompleted)
        {
            await Task.WhenAny(truth, Task.Delay(Interval));
            requests.Add(Tokens(site) - before - requests.Sum());
        }

        await truth;
        return new StormFigures(clock.Elapsed, requests.Sum(), Busiest(requests), watch.Slowest, watch.Failures);
    }

    // A restarted bridge has forgotten the tokens that it gave out.
    private static int Tokens(ChaosSite site) => site.Bridges.Sum(b => b.Tokens.Count);

    private static int Busiest(List<int> requests)
    {
        var second = (int)(TimeSpan.FromSeconds(1) / Interval);
        return Enumerable.Range(0, requests.Count).Max(i => requests.Skip(i).Take(second).Sum());
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
/// <param name="Tokens">That the bridges gave out.</param>
/// <param name="BusiestSecond">Of these, how many in one second at most.</param>
internal sealed record StormFigures(TimeSpan ToTruth, int Tokens, int BusiestSecond, TimeSpan SlowestAnswer, int FailedAnswers);
