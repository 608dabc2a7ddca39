using CmsOrchestrator.Nodes.Network;
using CmsOrchestrator.Support;

namespace CmsOrchestrator.Nodes;

/// <summary>A test that needs PostgreSQL and networks of its own; skipped, and said so, where they cannot be had.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NodesFactAttribute : FactAttribute
{
    public NodesFactAttribute() => Skip = PostgreSqlInstallation.Missing ?? NodeNetwork.Missing;
}
