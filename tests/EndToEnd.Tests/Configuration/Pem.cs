using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CmsOrchestrator.EndToEnd.Tests.Configuration;

/// <summary>Certificates as files have them.</summary>
internal static class Pem
{
    public static string Ca() => Pair().Certificate;

    public static (string Certificate, string Key) Pair()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return (certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }
}
