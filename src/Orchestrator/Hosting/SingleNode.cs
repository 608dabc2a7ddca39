using System.Collections.Immutable;
using CmsOrchestrator.Actors.Hosting;
using CmsOrchestrator.Actors.Nodes;
using CmsOrchestrator.Api;
using CmsOrchestrator.Model;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;

namespace CmsOrchestrator.Hosting;

/// <summary>A node alone lists itself. It has no address for other nodes; it is called by that of its API.</summary>
internal sealed class SingleNode(IServer server, ClusterConfigurator clusters) : INodes
{
    private readonly Instant _since = Instant.Of(TimeProvider.System.GetUtcNow());

    public ImmutableArray<NodeView> Current =>
    [
        new NodeView(
            Name(), Self: true, NodeState.Up, _since, [.. clusters.Names.OrderBy(name => name.Value, StringComparer.Ordinal)],
            ProgramVersion.Text),
    ];

    private string Name()
    {
        var address = BindingAddress.Parse(server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());
        return address.Host is "*" or "+" or "0.0.0.0" or "[::]" ? $"{Environment.MachineName}:{address.Port}" : $"{address.Host}:{address.Port}";
    }
}
