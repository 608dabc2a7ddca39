using CmsOrchestrator.Model;

namespace CmsOrchestrator.Api;

/// <summary>
/// The clusters of the configuration as it is now, filled in by the program: a cluster exists for the API from the moment it is
/// configured, also before one of its bridges has shown up in the read model. Called from any thread.
/// </summary>
public interface IConfiguredClusters
{
    IReadOnlyCollection<ClusterName> Names { get; }
}
