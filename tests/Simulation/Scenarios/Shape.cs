namespace CmsOrchestrator.Simulation;

/// <summary>How large a deployment is, and how tight.</summary>
/// <param name="PerConnection">Subscriptions on one connection: 100 in truth; fewer make the budget short with few calls.</param>
internal sealed record Shape(int Clusters, int Bridges, int Spaces, int MaxConnections, int PerConnection, TimeSpan BridgeLossTime)
{
    /// <summary>Whether every bridge can carry all that it hosts, whatever other clients take away.</summary>
    public bool IsRoomy => PerConnection == 100;
}
