using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace CmsOrchestrator.Actors.Nodes;

/// <summary>A node, by where the others reach it: <c>host:port</c>. No two nodes have one name at a time.</summary>
public readonly record struct NodeName(string Host, int Port)
{
    public const int MaxPort = 65535;

    /// <summary>Reads <c>10.0.0.1:4053</c> or <c>orch1.example.net:4053</c>.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out NodeName name)
    {
        name = default;
        var colon = text?.LastIndexOf(':') ?? -1;
        if (text is null || colon < 0)
        {
            return false;
        }

        var host = text[..colon];
        if (!IsHost(host) || !int.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            || port is < 1 or > MaxPort)
        {
            return false;
        }

        name = new NodeName(host, port);
        return true;
    }

    /// <summary>Whether others can be told to go there: a DNS name or an IPv4 address, not one that stands for every address.</summary>
    public static bool IsHost(string host) => Uri.CheckHostName(host) switch
    {
        UriHostNameType.Dns => true,
        UriHostNameType.IPv4 => IPAddress.TryParse(host, out var address) && address.AddressFamily == AddressFamily.InterNetwork && !address.Equals(IPAddress.Any),
        _ => false,
    };

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Host}:{Port}");
}
