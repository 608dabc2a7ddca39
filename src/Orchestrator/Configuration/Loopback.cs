using System.Net;

namespace CmsOrchestrator.Configuration;

/// <summary>What counts as this machine alone. A name is not looked up: what it means may change.</summary>
internal static class Loopback
{
    public static bool Is(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
