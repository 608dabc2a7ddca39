namespace CmsOrchestrator.Simulator;

/// <summary>What a deployment is made of.</summary>
public sealed record SimulatedDeploymentOptions
{
    /// <summary>At least 1.</summary>
    public int Clusters { get; init; } = 1;

    /// <summary>At least 1.</summary>
    public int BridgesPerCluster { get; init; } = 2;

    /// <summary>Further bridges of each cluster: they listen, and get conferences while somebody watches them.</summary>
    public int SpareBridges { get; init; }

    /// <summary>HTTPS and WSS with the deployment's own CA, or plain HTTP.</summary>
    public bool UseHttps { get; init; }

    /// <summary>The host in the bridges' URLs, a loopback one: <c>127.0.0.1</c> or <c>localhost</c>.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>The first bridge's port, the others follow; 0 gives each a free one.</summary>
    public int FirstPort { get; init; }

    public string Username { get; init; } = "events";

    public string Password { get; init; } = "simulated";

    /// <summary>Of all GUIDs, and of the traffic.</summary>
    public int Seed { get; init; } = 1;

    public ServerBehaviour Behaviour { get; init; } = new();

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
