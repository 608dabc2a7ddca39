namespace CmsOrchestrator.Simulator;

/// <summary>Faults: injected once, or set until cleared.</summary>
internal static class FaultEndpoints
{
    public static void MapFaults(this IEndpointRouteBuilder routes, SimulatedDeployment deployment)
    {
        routes.MapGet("/faults", () => Injection.ByName.Keys.Order());

        var faults = routes.MapGroup("/faults/{cluster}/{name}");
        faults.MapPost("/inject/{injection}", (string cluster, string name, string injection) =>
            Injection.ByName.TryGetValue(injection, out var known)
                ? deployment.On(cluster, name, b => Task.FromResult(b.Inject(known)))
                : Task.FromResult<IResult>(TypedResults.NotFound()));
        faults.MapPost("/clear", (string cluster, string name) => deployment.On(cluster, name, b => Do(b.Faults.Clear)));
        faults.MapPost("/set", (string cluster, string name, [AsParameters] FaultSettings settings) =>
            deployment.On(cluster, name, b => Do(() => settings.Apply(b))));
    }

    private static Task Do(Action action)
    {
        action();
        return Task.CompletedTask;
    }
}
