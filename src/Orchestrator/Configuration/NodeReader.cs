using System.Collections.Immutable;
using CmsOrchestrator.Actors.Nodes;
using CmsOrchestrator.Actors.Settings;

namespace CmsOrchestrator.Configuration;

/// <summary>Reads <c>Orchestrator:Node</c>.</summary>
internal static class NodeReader
{
    /// <summary>Null where this process is the only node.</summary>
    public static NodeSettings? Read(Section node, Section storage)
    {
        node.KnowsOnly("Host", "Port", "Seeds", "Certificate");
        if (!node.IsGiven)
        {
            return null;
        }

        if (storage.Text("Provider")?.Equals("PostgreSql", StringComparison.OrdinalIgnoreCase) != true)
        {
            node.Problem("several nodes need one database: Orchestrator:Storage:Provider must be PostgreSql");
        }

        var certificate = node.Child("Certificate");
        var isSecured = certificate.IsGiven;
        var host = Host(node, isSecured);
        var port = node.RequiredText("Port").Length > 0 ? node.Number("Port", 1, NodeName.MaxPort, 1) : 1;
        return new NodeSettings(new NodeName(host, port), Seeds(node.Child("Seeds"), isSecured), CertificateReader.Read(certificate));
    }

    private static string Host(Section node, bool isSecured)
    {
        var host = node.RequiredText("Host");
        if (host.Length > 0 && !NodeName.IsHost(host))
        {
            node.Problem("Host", "must be a name or an IPv4 address at which the other nodes reach this one");
        }
        else if (host.Length > 0 && !isSecured && !Loopback.Is(host))
        {
            node.Problem("Host", "without Certificate nodes talk over loopback only");
        }

        return host;
    }

    private static ImmutableArray<NodeName> Seeds(Section seeds, bool isSecured)
    {
        var children = seeds.Children;
        if (children.Count == 0)
        {
            seeds.Problem("at least one seed is needed: the first node may be its own");
        }

        var names = ImmutableArray.CreateBuilder<NodeName>();
        foreach (var child in children)
        {
            if (!NodeName.TryParse(seeds.Text(child.Name), out var name))
            {
                child.Problem("must be a node such as 10.0.0.1:4053");
            }
            else if (names.Contains(name))
            {
                child.Problem("is a seed that is named before");
            }
            else if (!isSecured && !Loopback.Is(name.Host))
            {
                child.Problem("without Certificate nodes talk over loopback only");
            }
            else
            {
                names.Add(name);
            }
        }

        return names.ToImmutable();
    }
}
