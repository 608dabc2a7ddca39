using System.Collections.Immutable;
using CmsOrchestrator.Actors.Settings;

namespace CmsOrchestrator.Configuration;

/// <summary>A whole configuration without a fault (api.md, "Configuration").</summary>
internal sealed record Site(OrchestratorSettings Orchestrator, ImmutableArray<CmsClusterSettings> Clusters, ApiSettings Api);

/// <summary>Where the API is served.</summary>
/// <param name="Urls">At least one; as long as there are no keys, all of them on loopback.</param>
/// <param name="Certificate">That of the <c>https</c> ones among them; it was loaded once and is good.</param>
internal sealed record ApiSettings(ImmutableArray<string> Urls, CertificateFiles? Certificate)
{
    public const string DefaultUrl = "http://127.0.0.1:8080";
}

/// <summary>A certificate and its private key, both PEM.</summary>
internal sealed record CertificateFiles(string Path, string KeyPath);
