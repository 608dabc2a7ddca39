using System.Collections.Immutable;
using CmsOrchestrator.Actors.Settings;
using CmsOrchestrator.Api.Keys;

namespace CmsOrchestrator.Configuration;

/// <summary>A whole configuration without a fault (api.md, "Configuration").</summary>
internal sealed record Site(OrchestratorSettings Orchestrator, ImmutableArray<CmsClusterSettings> Clusters, ApiSettings Api)
{
    public OutputSettings Output { get; init; } = new();
}

/// <summary>Where the API is served, and to whom.</summary>
/// <param name="Urls">At least one; without keys, all of them on loopback.</param>
/// <param name="Certificate">That of the <c>https</c> ones among them; it was loaded once and is good.</param>
/// <param name="Keys">Without any, anybody on this machine may ask.</param>
internal sealed record ApiSettings(ImmutableArray<string> Urls, CertificateFiles? Certificate, ImmutableArray<ApiKey> Keys)
{
    public const string DefaultUrl = "http://127.0.0.1:8080";

    public bool IsOnLoopback => Urls.All(url => Loopback.Is(BindingAddress.Parse(url).Host));

    /// <summary>The addresses over which a key would travel in the clear.</summary>
    public IEnumerable<string> UrlsInTheClear => Keys.IsEmpty
        ? []
        : Urls.Where(url => BindingAddress.Parse(url) is { Scheme: "http" } address && !Loopback.Is(address.Host));
}

/// <summary>A certificate and its private key, both PEM.</summary>
internal sealed record CertificateFiles(string Path, string KeyPath);
