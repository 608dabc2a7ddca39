using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CmsOrchestrator.Actors.Tests.Wire;

/// <summary>A CA made for one test, and what it issues.</summary>
internal sealed class TestCa : IDisposable
{
    private readonly X509Certificate2 _certificate;

    public TestCa(string name = "CN=Test CA", TestCa? issuer = null, DateTimeOffset? from = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        var start = from ?? DateTimeOffset.UtcNow.AddDays(-2);
        if (issuer is null)
        {
            _certificate = request.CreateSelfSigned(start, DateTimeOffset.UtcNow.AddDays(30));
        }
        else
        {
            using var signed = request.Create(issuer._certificate, start, DateTimeOffset.UtcNow.AddDays(20), Serial());
            _certificate = signed.CopyWithPrivateKey(key);
        }
    }

    public string Pem => _certificate.ExportCertificatePem();

    /// <summary>A server's certificate for these names; IP addresses are such.</summary>
    public X509Certificate2 Issue(string[] names, DateTimeOffset? until = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=bridge", key, HashAlgorithmName.SHA256);
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            if (IPAddress.TryParse(name, out var address))
            {
                alternatives.AddIpAddress(address);
            }
            else
            {
                alternatives.AddDnsName(name);
            }
        }

        request.CertificateExtensions.Add(alternatives.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        using var signed = request.Create(
            _certificate, DateTimeOffset.UtcNow.AddDays(-1.5), until ?? DateTimeOffset.UtcNow.AddDays(10), Serial());
        return signed.CopyWithPrivateKey(key);
    }

    public void Dispose() => _certificate.Dispose();

    private static byte[] Serial() => RandomNumberGenerator.GetBytes(8);
}
