using System.Collections.Immutable;
using CmsOrchestrator.Simulator;

namespace CmsOrchestrator.Chaos.Faults;

/// <summary>Something that goes wrong at one Call Bridge; mended when its task is done.</summary>
/// <param name="Name">One word.</param>
internal sealed record BridgeFault(string Name, Func<SimulatedCallBridge, Random, Task> HappenAsync)
{
    public static ImmutableArray<BridgeFault> All { get; } =
    [
        Once("reset", Injection.Reset()),
        Once("close", Injection.Close()),
        Once("half-open", Injection.Freeze()),
        Once("deactivated", Injection.DeactivateAll()),
        new("lost-message", LoseMessageAsync),
        Lasting("black-hole", (bridge, _) => bridge.Faults.BlackHole = true),
        Lasting("slow", (bridge, random) => bridge.Faults.SendDelay = Milliseconds(random, 20, 200)),
        Lasting("late-acks", (bridge, random) => bridge.Faults.AckDelay = Milliseconds(random, 200, 2000)),
        Lasting("no-acks", (bridge, _) => bridge.Faults.DropAcks = true),
        Lasting("tokens-refused", (bridge, _) => bridge.Faults.Token = new TokenFault.Status(401), Injection.Reset()),
        Lasting("tokens-fail", (bridge, _) => bridge.Faults.Token = new TokenFault.Status(503), Injection.Reset()),
        Lasting("upgrades-refused", (bridge, _) => bridge.Faults.Upgrade = new UpgradeFault.Status(503), Injection.Reset()),
        Lasting("upgrades-hang", (bridge, _) => bridge.Faults.Upgrade = new UpgradeFault.Hang(), Injection.Reset()),
        new("renewed", (bridge, _) => bridge.RestartAsync(CallsAfterRestart.Renewed)),
        new("restarted", (bridge, _) => bridge.RestartAsync(CallsAfterRestart.Kept)),
        new("emptied", (bridge, _) => bridge.RestartAsync(CallsAfterRestart.Lost)),
        new("away", AwayAsync),
    ];

    private static BridgeFault Once(string name, Injection injection) => new(name, (bridge, _) =>
    {
        bridge.Inject(injection);
        return Task.CompletedTask;
    });

    private static BridgeFault Lasting(string name, Action<SimulatedCallBridge, Random> begin, Injection? first = null) => new(name, async (bridge, random) =>
    {
        begin(bridge, random);
        if (first is not null)
        {
            bridge.Inject(first);
        }

        await Task.Delay(Milliseconds(random, 1000, 9000));
        bridge.Faults.Clear();
    });

    // The next message of every connection is lost, and within a second another one comes.
    private static async Task LoseMessageAsync(SimulatedCallBridge bridge, Random random)
    {
        bridge.Inject(Injection.LoseNext());
        await Task.Delay(Milliseconds(random, 0, 500));
        bridge.Inject(Injection.StatesAgain());
        await Task.Delay(Milliseconds(random, 0, 400));
        bridge.Inject(Injection.StatesAgain());
    }

    private static async Task AwayAsync(SimulatedCallBridge bridge, Random random)
    {
        await bridge.StopAsync();
        await Task.Delay(Milliseconds(random, 500, 8000));
        await bridge.StartAsync();
    }

    private static TimeSpan Milliseconds(Random random, int least, int most) => TimeSpan.FromMilliseconds(random.Next(least, most));
}
