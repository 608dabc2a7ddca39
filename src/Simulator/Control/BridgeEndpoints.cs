namespace CmsOrchestrator.Simulator;

/// <summary>Bridges that stop, start and restart.</summary>
internal static class BridgeEndpoints
{
    public static void MapBridges(this IEndpointRouteBuilder routes, SimulatedDeployment deployment)
    {
        routes.MapGet("/bridges", () => deployment.Bridges.Select(b =>
            new { Cluster = b.Cluster.Name, b.Name, b.Url, b.IsRunning, Connections = b.ConnectionCount }));

        var bridge = routes.MapGroup("/bridges/{cluster}/{name}");
        bridge.MapPost("/stop", (string cluster, string name) => deployment.On(cluster, name, b => b.StopAsync()));
        bridge.MapPost("/start", (string cluster, string name) => deployment.On(cluster, name, b => b.StartAsync()));
        bridge.MapPost("/restart", (string cluster, string name, string? calls) =>
            deployment.On(cluster, name, b => b.RestartAsync(FaultSettings.Word<CallsAfterRestart>(calls ?? "kept"))));
    }

    /// <summary>Does something to a bridge; 404 where there is no such bridge.</summary>
    public static async Task<IResult> On(this SimulatedDeployment deployment, string cluster, string name, Func<SimulatedCallBridge, Task> action)
    {
        if (deployment.Bridges.FirstOrDefault(b => b.Cluster.Name == cluster && b.Name == name) is not { } bridge)
        {
            return TypedResults.NotFound();
        }

        await action(bridge);
        return TypedResults.NoContent();
    }
}
