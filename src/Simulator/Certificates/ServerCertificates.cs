using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;

namespace CmsOrchestrator.Simulator;

/// <summary>One server certificate of each kind, made when it is first asked for and shared by all bridges. Thread-safe.</summary>
internal sealed class ServerCertificates(TimeProvider time) : IDisposable
{
    private readonly CertificateAuthority _stranger = new(time, "Unknown CA");
    private readonly ConcurrentDictionary<BridgeCertificate, Lazy<X509Certificate2>> _certificates = new();

    public CertificateAuthority Authority { get; } = new(time);

    public X509Certificate2 Of(BridgeCertificate kind) =>
        _certificates.GetOrAdd(kind, k => new Lazy<X509Certificate2>(() => Issuer(k).Issue(k))).Value;

    public void Dispose()
    {
        foreach (var certificate in _certificates.Values.Where(c => c.IsValueCreated))
        {
            certificate.Value.Dispose();
        }

        Authority.Dispose();
        _stranger.Dispose();
    }

    private CertificateAuthority Issuer(BridgeCertificate kind) => kind == BridgeCertificate.UnknownIssuer ? _stranger : Authority;
}
