using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Akka.Actor.Setup;
using Akka.Event;
using CmsOrchestrator.Actors.Settings;

namespace CmsOrchestrator.Actors.Nodes;

/// <summary>
/// Which peer a node talks to: one that shows the very same certificate, or one that was issued by a certificate that stands behind
/// this node's own in its file (the site's CA for nodes). The system's anchors do not count, and both sides are asked. Names are not
/// compared: who has such a certificate is a node, wherever it is.
/// </summary>
/// <remarks>Revocation is not checked, for the reason given at <see cref="Wire.ServerTrust"/>: a CA for nodes alone is replaced.</remarks>
internal sealed class NodeTrust : Setup
{
    private readonly X509Certificate2 _own;
    private readonly SslStreamCertificateContext _context;
    private readonly X509Certificate2Collection _issuers = [];

    private NodeTrust(X509Certificate2 own, X509Certificate2Collection all)
    {
        _own = own;
        _context = SslStreamCertificateContext.Create(own, additionalCertificates: null, offline: true);
        _issuers.AddRange(all.Where(certificate => !IsOwn(certificate)).ToArray());
    }

    /// <summary>Reads the files; they were read once when the configuration was.</summary>
    public static NodeTrust Of(CertificateFiles files)
    {
        var all = new X509Certificate2Collection();
        all.ImportFromPemFile(files.Path);
        return new NodeTrust(X509Certificate2.CreateFromPemFile(files.Path, files.KeyPath), all);
    }

    /// <summary>For who connects to a node; that is named in the log if it is refused.</summary>
    public SslClientAuthenticationOptions Client(string peer, ILoggingAdapter log) => new()
    {
        TargetHost = "", // names are not compared
        ClientCertificateContext = _context,
        AllowTlsResume = false,
        RemoteCertificateValidationCallback = (_, certificate, _, _) => Accepts(certificate as X509Certificate2, peer, log),
    };

    /// <summary>For who is connected to.</summary>
    public SslServerAuthenticationOptions Server(string peer, ILoggingAdapter log) => new()
    {
        ServerCertificateContext = _context,
        ClientCertificateRequired = true,
        AllowTlsResume = false,
        RemoteCertificateValidationCallback = (_, certificate, _, _) => Accepts(certificate as X509Certificate2, peer, log),
    };

    private bool Accepts(X509Certificate2? certificate, string peer, ILoggingAdapter log)
    {
        if (certificate is null)
        {
            log.Warning("{Peer} is refused: it shows no certificate", peer);
            return false;
        }

        if (IsOwn(certificate))
        {
            return true;
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.CustomTrustStore.AddRange(_issuers);
        chain.ChainPolicy.ExtraStore.AddRange(_issuers);
        if (_issuers.Count > 0 && chain.Build(certificate))
        {
            return true;
        }

        log.Warning(
            "{Peer} is refused: its certificate ({Subject}) is neither this node's own nor issued by one in Orchestrator:Node:Certificate:Path",
            peer, Wire.CertificateText.Names(certificate));
        return false;
    }

    private bool IsOwn(X509Certificate2 certificate) =>
        CryptographicOperations.FixedTimeEquals(certificate.GetCertHash(HashAlgorithmName.SHA256), _own.GetCertHash(HashAlgorithmName.SHA256));
}
