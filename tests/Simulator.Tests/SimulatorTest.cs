namespace CmsOrchestrator.Simulator.Tests;

/// <summary>A deployment of one cluster with two bridges, for each test its own.</summary>
public abstract class SimulatorTest : IAsyncLifetime
{
    internal SimulatedDeployment Sim { get; private set; } = null!;

    internal SimulatedCluster Cluster => Sim.Clusters[0];

    internal SimulatedCallBridge Lon => Cluster.Bridges[0];

    internal SimulatedCallBridge Fra => Cluster.Bridges[1];

    private protected virtual SimulatedDeploymentOptions Options { get; } = new();

    public async Task InitializeAsync() => Sim = await SimulatedDeployment.StartAsync(Options);

    public async Task DisposeAsync() => await Sim.DisposeAsync();

    internal Conference Start(string name = "Weekly") => Cluster.Start(Lon, new ConferenceState { Name = name });

    internal static ParticipantState Somebody(string name = "Anna") => new() { Name = name, Uri = $"{name}@example.net" };

    internal BreachKind[] BreachKinds() => [.. Sim.Breaches.ToImmutableArray().Select(b => b.Kind)];

    /// <summary>Waits for a condition that no message announces; fails after the usual limit.</summary>
    internal static async Task Eventually(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(BareClient.Limit);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (!condition())
        {
            await timer.WaitForNextTickAsync(limit.Token);
        }
    }
}
