using CmsOrchestrator.Model;

namespace CmsOrchestrator.Actors.Settings;

/// <summary>One Call Bridge of the configuration (api.md, "Configuration"). Equal settings need no new connection.</summary>
/// <param name="Url">https, or http for a loopback host; scheme, host and port only.</param>
/// <param name="CaFile">A PEM file with further trust anchors; null for none.</param>
/// <param name="CertificateSha256">The one certificate that is accepted, as upper-case hex of its DER's SHA-256; null for chain and name.</param>
/// <param name="MaxConnections">1 to 5.</param>
public sealed record CallBridgeSettings(
    CallBridgeName Name, Uri Url, string Username, Secret Password, string? CaFile, string? CertificateSha256, int MaxConnections);
