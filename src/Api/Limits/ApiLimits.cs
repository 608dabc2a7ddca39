namespace CmsOrchestrator.Api.Limits;

/// <summary>What one client may ask for (README, "Limits"). The defaults are far above what a client that means well needs.</summary>
public sealed record ApiLimits
{
    /// <summary>Of a key; without keys, of an address. As many may come at once.</summary>
    public int RequestsPerSecond { get; init; } = 5000;

    /// <summary>Open at once, of a key; without keys, of an address.</summary>
    public int StreamsPerKey { get; init; } = 10_000;

    /// <summary>Open at once, of all clients together; a further one is closed.</summary>
    public int Connections { get; init; } = 20_000;

    /// <summary>Bytes of path and query, as they are sent.</summary>
    public int UrlLength { get; init; } = 8 * 1024;

    /// <summary>Bytes of all headers of a request together.</summary>
    public int HeaderBytes { get; init; } = 32 * 1024;

    /// <summary>Items on a page.</summary>
    public int PageSize { get; init; } = MostPageSize;

    /// <summary>From the request to the last byte of its answer; streams have no end.</summary>
    public TimeSpan RequestTime { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>What api.md allows.</summary>
    public const int MostPageSize = 1000;
}
