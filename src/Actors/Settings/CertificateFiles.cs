namespace CmsOrchestrator.Actors.Settings;

/// <summary>A certificate, with what it was issued by if that is given, and its private key: PEM both.</summary>
public sealed record CertificateFiles(string Path, string KeyPath);
