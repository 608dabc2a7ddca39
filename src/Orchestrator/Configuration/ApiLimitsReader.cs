using CmsOrchestrator.Api.Limits;

namespace CmsOrchestrator.Configuration;

/// <summary>Reads <c>Api:Limits</c>.</summary>
internal static class ApiLimitsReader
{
    private const int Most = 1_000_000;
    private const int SmallestLine = 256;
    private const int LargestUrl = 64 * 1024;
    private const int LargestHeaders = 256 * 1024;

    public static ApiLimits Read(Section limits)
    {
        limits.KnowsOnly(
            "RequestsPerSecond", "StreamsPerKey", "Connections", "UrlLength", "HeaderBytes", "PageSize", "RequestTime");
        var standard = new ApiLimits();
        return new ApiLimits
        {
            RequestsPerSecond = limits.Number("RequestsPerSecond", 1, Most, standard.RequestsPerSecond),
            StreamsPerKey = limits.Number("StreamsPerKey", 1, Most, standard.StreamsPerKey),
            Connections = limits.Number("Connections", 1, Most, standard.Connections),
            UrlLength = limits.Number("UrlLength", SmallestLine, LargestUrl, standard.UrlLength),
            HeaderBytes = limits.Number("HeaderBytes", SmallestLine, LargestHeaders, standard.HeaderBytes),
            PageSize = limits.Number("PageSize", 1, ApiLimits.MostPageSize, standard.PageSize),
            RequestTime = limits.Duration("RequestTime", standard.RequestTime, TimeSpan.FromHours(1)),
        };
    }
}
