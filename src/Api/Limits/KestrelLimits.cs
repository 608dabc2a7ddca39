using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace CmsOrchestrator.Api.Limits;

/// <summary>The limits that the web server itself keeps: against what comes before, or instead of, a whole request.</summary>
public static class KestrelLimits
{
    /// <summary>Slower than this over five seconds, and the connection is cut: nobody reads at that rate who reads.</summary>
    private static readonly MinDataRate SlowestClient = new(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));

    private static readonly TimeSpan HeadersTime = TimeSpan.FromSeconds(15);

    /// <summary>What a request line has around its URL, and some more: what is just too long is told so by <see cref="RequestSize"/>.</summary>
    private const int Around = 8 * 1024;

    public static void Apply(this KestrelServerLimits kestrel, ApiLimits limits)
    {
        ArgumentNullException.ThrowIfNull(kestrel);
        ArgumentNullException.ThrowIfNull(limits);
        kestrel.MaxConcurrentConnections = limits.Connections;
        kestrel.MaxRequestLineSize = limits.UrlLength + Around;
        kestrel.MaxRequestHeadersTotalSize = (2 * limits.HeaderBytes) + Around;
        kestrel.RequestHeadersTimeout = HeadersTime;
        kestrel.MaxRequestBodySize = 0; // everything here is read only
        kestrel.MinRequestBodyDataRate = SlowestClient;
        kestrel.MinResponseDataRate = SlowestClient;
    }
}
