using CmsOrchestrator.Actors.Hosting;
using CmsOrchestrator.Api;
using CmsOrchestrator.Model;

namespace CmsOrchestrator.Hosting;

/// <summary>Tells the API which clusters are configured now.</summary>
internal sealed class ConfiguredClusters(ClusterConfigurator configurator) : IConfiguredClusters
{
    public IReadOnlyCollection<ClusterName> Names => configurator.Names;
}
