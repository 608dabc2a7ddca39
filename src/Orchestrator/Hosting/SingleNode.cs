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

    /// <summary>Nobody before it listens: it has no name yet.</summary>
    public ImmutableArray<NodeView> Current => server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.FirstOrDefault() is { } address
        ? [new NodeView(
            Name(address), Self: true, NodeState.Up, _since, [.. clusters.Names.OrderBy(name => name.Value, StringComparer.Ordinal)],
            ProgramVersion.Text)]
        : [];

    private static string Name(string url)
    {
        var address = BindingAddress.Parse(url);
        return address.Host is "*" or "+" or "0.0.0.0" or "[::]" ? $"{Environment.MachineName}:{address.Port}" : $"{address.Host}:{address.Port}";
    }
}
