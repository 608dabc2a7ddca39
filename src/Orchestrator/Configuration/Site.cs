using System.Collections.Immutable;
using CmsOrchestrator.Actors.Settings;
using CmsOrchestrator.Api.Keys;
using CmsOrchestrator.Api.Limits;

namespace CmsOrchestrator.Configuration;

/// <summary>A whole configuration without a fault (api.md, "Configuration").</summary>
internal sealed record Site(OrchestratorSettings Orchestrator, ImmutableArray<CmsClusterSettings> Clusters, ApiSettings Api)
{
    /// <summary>Null where this process is the only node.</summary>
    public NodeSettings? Node { get; init; }

    public OutputSettings Output { get; init; } = new();

    /// <summary>What of the next site comes into force at the next start only; clusters, bridges, credentials, keys and limits do at once.</summary>
    public IEnumerable<string> WaitingForStart(Site next) =>
        [
            .. Api.WaitingForStart(next.Api),
            .. typeof(OrchestratorSettings).GetProperties()
                .Where(setting => !Equals(setting.GetValue(Orchestrator), setting.GetValue(next.Orchestrator)))
                .Select(setting => $"Orchestrator:{setting.Name}"),
            .. next.Output == Output ? [] : new[] { "Logging or Telemetry" },
        ];
}

/// <summary>Where the API is served, and to whom.</summary>
/// <param name="Urls">At least one; without keys, all of them on loopback.</param>
/// <param name="Certificate">That of the <c>https</c> ones among them; it was loaded once and is good.</param>
/// <param name="Keys">Without any, anybody on this machine may ask.</param>
internal sealed record ApiSettings(ImmutableArray<string> Urls, CertificateFiles? Certificate, ImmutableArray<ApiKey> Keys, ApiLimits Limits)
{
    public const string DefaultUrl = "http://127.0.0.1:8080";

    /// <summary>What of the next settings comes into force at the next start only; keys and limits do at once.</summary>
    public IEnumerable<string> WaitingForStart(ApiSettings next) =>
        [
            .. next.Urls.SequenceEqual(Urls) ? [] : new[] { "Api:Urls" },
            .. next.Certificate == Certificate ? [] : new[] { "Api:Certificate" },
        ];

    /// <summary>What speaks against the keys of the next settings while these addresses are served; null if nothing does.</summary>
    public string? Refuses(ApiSettings next) => next.Keys.IsEmpty && !IsOnLoopback
        ? "Api:Keys: without keys the API is served on a loopback address only, and since its start it is on another one"
        : null;

    private bool IsOnLoopback => Urls.All(url => Loopback.Is(BindingAddress.Parse(url).Host));

    /// <summary>The addresses over which a key would travel in the clear.</summary>
    public IEnumerable<string> UrlsInTheClear => Keys.IsEmpty
        ? []
        : Urls.Where(url => BindingAddress.Parse(url) is { Scheme: "http" } address && !Loopback.Is(address.Host));
}
