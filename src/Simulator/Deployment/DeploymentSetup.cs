namespace CmsOrchestrator.Simulator;

/// <summary>What all bridges of a deployment share.</summary>
internal sealed record DeploymentSetup(SimulatedDeploymentOptions Options, ServerCertificates? Certificates, BreachLog Breaches);
