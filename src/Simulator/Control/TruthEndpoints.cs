namespace CmsOrchestrator.Simulator;

/// <summary>What is, and what clients did wrong.</summary>
internal static class TruthEndpoints
{
    public static void MapTruth(this IEndpointRouteBuilder routes, SimulatedDeployment deployment)
    {
        routes.MapGet("/truth", () => deployment.Clusters.Select(c => new { Cluster = c.Name, Conferences = c.Truth() }));
        routes.MapGet("/breaches", () => new { deployment.Breaches.Count, Items = deployment.Breaches.ToImmutableArray() });
        routes.MapDelete("/breaches", () => deployment.Breaches.Clear());
    }

    public static void MapTraffic(this IEndpointRouteBuilder routes, DeploymentTraffic traffic)
    {
        routes.MapPost("/traffic/start", traffic.Start);
        routes.MapPost("/traffic/stop", traffic.StopAsync);
    }
}
