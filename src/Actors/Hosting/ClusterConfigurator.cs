using Akka.Actor;
using Akka.Hosting;
using CmsOrchestrator.Actors.Clusters;
using CmsOrchestrator.Actors.Settings;
using CmsOrchestrator.Model;

namespace CmsOrchestrator.Actors.Hosting;

/// <summary>Gives the actors the configured clusters, at the start and whenever they change. Safe for any thread.</summary>
public sealed class ClusterConfigurator(IRequiredActor<CmsClusters> clusters)
{
    private volatile IReadOnlyCollection<ClusterName> _names = [];

    /// <summary>The clusters that are configured now.</summary>
    public IReadOnlyCollection<ClusterName> Names => _names;

    /// <summary>Sets the whole configuration; what is as it was does not notice.</summary>
    public async Task ConfigureAsync(IReadOnlyCollection<CmsClusterSettings> settings, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(settings);
        _names = [.. settings.Select(s => s.Name)];
        var actor = await clusters.GetAsync(cancellation);
        actor.Tell(new ConfigureClusters(settings));
    }
}
