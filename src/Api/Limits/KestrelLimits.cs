using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;

namespace CmsOrchestrator.Api.Limits;

/// <summary>The limits that the web server itself keeps: against what comes before, or instead of, a whole request.</summary>
public static class KestrelLimits
{
    /// <summary>Slower than this over five seconds, and the connection is cut: nobody reads at that rate who reads.</summary>
    private static readonly MinDataRate SlowestClient = new(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));

    private static readonly TimeSpan HeadersTime = TimeSpan.FromSeconds(15);

    /// <summary>What a request line has around its URL, and some more: what is just too long is told so by <see cref="RequestSize"/>.</summary>
    private const int Around = 8 * 1024;

    /// <summary>Keeps the <see cref="LimitsInForce"/> of the server's container, also as they change. Once for each server.</summary>
    public static void KeepLimits(this KestrelServerOptions kestrel)
    {
        ArgumentNullException.ThrowIfNull(kestrel);
        var limits = kestrel.ApplicationServices.GetRequiredService<LimitsInForce>();
        kestrel.Limits.RequestHeadersTimeout = HeadersTime;
        kestrel.Limits.MaxRequestBodySize = 0; // everything here is read only
        kestrel.Limits.MinRequestBodyDataRate = SlowestClient;
        kestrel.Limits.MinResponseDataRate = SlowestClient;
        Bound(kestrel.Limits, limits.Now);
        ChangeToken.OnChange(limits.NextChange, () => Bound(kestrel.Limits, limits.Now));
        var connections = kestrel.ApplicationServices.GetRequiredService<OpenConnections>();
        kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Use(connections.Count));
    }

    // Kestrel looks at these for every request.
    private static void Bound(KestrelServerLimits kestrel, ApiLimits limits)
    {
        kestrel.MaxRequestLineSize = limits.UrlLength + Around;
        kestrel.MaxRequestHeadersTotalSize = (2 * limits.HeaderBytes) + Around;
    }
}
