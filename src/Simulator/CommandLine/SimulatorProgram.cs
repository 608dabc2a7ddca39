namespace CmsOrchestrator.Simulator;

/// <summary>A deployment with traffic, from the start of the process to its end.</summary>
internal static class SimulatorProgram
{
    /// <summary>Runs until <paramref name="stop"/>; gives the exit code.</summary>
    public static async Task<int> RunAsync(SimulatorArguments arguments, CancellationToken stop)
    {
        // A signal is caught only once the caller has what this returns: so that comes first, and whatever is announced after it.
        await Task.Yield();
        try
        {
            await using var deployment = await SimulatedDeployment.StartAsync(arguments.Deployment);
            await using var traffic = new DeploymentTraffic(deployment, arguments.Traffic with { Rate = Math.Max(arguments.Traffic.Rate, 0.001) });
            await using var control = arguments.Control is { } url ? await ControlSurface.StartAsync(url, deployment, traffic) : null;
            await AnnounceAsync(deployment, arguments);
            if (arguments.Traffic.Rate > 0)
            {
                traffic.Start();
            }

            await WaitAsync(stop);
            return 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
    }

    private static async Task AnnounceAsync(SimulatedDeployment deployment, SimulatorArguments arguments)
    {
        foreach (var bridge in deployment.Bridges)
        {
            Console.WriteLine($"{bridge}\t{bridge.Url}");
        }

        if (deployment.CaPem is { } pem && arguments.CaFile is { } caFile)
        {
            await File.WriteAllTextAsync(caFile, pem);
            Console.WriteLine($"CA certificate: {Path.GetFullPath(caFile)}");
        }

        if (arguments.Control is { } control)
        {
            Console.WriteLine($"control: {control}");
        }

        var configuration = OrchestratorConfiguration.For(deployment, arguments.CaFile);
        if (arguments.ConfigurationFile is { } file)
        {
            await File.WriteAllTextAsync(file, configuration);
            Console.WriteLine($"orchestrator configuration: {Path.GetFullPath(file)}");
        }
        else
        {
            Console.WriteLine(configuration);
        }
    }

    private static async Task WaitAsync(CancellationToken stop)
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = stop.Register(() => stopped.SetResult());
        await stopped.Task;
    }
}
