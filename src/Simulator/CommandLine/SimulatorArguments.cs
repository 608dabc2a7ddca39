namespace CmsOrchestrator.Simulator;

/// <summary>The command line, read.</summary>
internal sealed record SimulatorArguments(
    SimulatedDeploymentOptions Deployment, TrafficOptions Traffic, Uri? Control, string? CaFile, string? ConfigurationFile);
