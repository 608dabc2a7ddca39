using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CmsOrchestrator.Actors.Settings;

namespace CmsOrchestrator.Actors.Wire;

/// <summary>
/// Which certificate of a Call Bridge is accepted (api.md, "Configuration"): one whose name fits and whose chain ends in an
/// anchor of the system or of the <c>CaFile</c>; or, where a fingerprint is set, exactly that one, whatever its chain and name.
/// Nothing turns this off. The <c>CaFile</c> is read once, when this is made.
/// </summary>
/// <remarks>
/// Revocation is not checked and nothing is downloaded: Call Bridges stand in networks without a way to a CA's servers, and a
/// check that fails open there would promise what it does not keep. A certificate in doubt is replaced, or another one pinned.
/// </remarks>
internal sealed class ServerTrust
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    private readonly string? _fingerprint;
    private readonly X509Certificate2Collection _anchors = [];

    public ServerTrust(CallBridgeSettings settings)
    {
        _fingerprint = settings.CertificateSha256?.Replace(":", "", StringComparison.Ordinal);
        if (settings.CaFile is { } path)
        {
            if (TrustAnchors.TryRead(path, out var anchors, out var problem))
            {
                _anchors = anchors;
            }

            Problem = problem;
        }
    }

    /// <summary>Why there can be no trust at all (the <c>CaFile</c> is unreadable), else null.</summary>
    public string? Problem { get; }

    /// <summary>The certificate that was shown last; null before.</summary>
    public ShownCertificate? Shown { get; private set; }

    public SslClientAuthenticationOptions Options(string host) => new()
    {
        CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        CertificateChainPolicy = Policy(X509ChainTrustMode.System, _anchors),
        RemoteCertificateValidationCallback =
            (_, certificate, chain, errors) => Accept(host, certificate as X509Certificate2, chain, errors),
    };

    private bool Accept(string host, X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is null)
        {
            throw new UntrustedServerException("the server shows no certificate");
        }

        Shown = CertificateText.Shown(certificate, trustedBy: null);
        if (_fingerprint is not null)
        {
            var shown = certificate.GetCertHashString(HashAlgorithmName.SHA256);
            return shown.Equals(_fingerprint, StringComparison.OrdinalIgnoreCase) ? Trust("CertificateSha256") : throw new UntrustedServerException(
                $"the server's certificate is not the one of CertificateSha256: its SHA-256 is {shown}");
        }

        var problems = new List<string>(2);
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            problems.Add($"the server's certificate is for {CertificateText.Names(certificate)}, not for {host}");
        }

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors) && ChainProblem(certificate, chain) is { } problem)
        {
            problems.Add(problem);
        }

        return problems.Count == 0
            ? Trust(errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors) ? "CaFile" : "the system's CAs")
            : throw new UntrustedServerException(string.Join("; ", problems));
    }

    private bool Trust(string by)
    {
        Shown = Shown! with { TrustedBy = by };
        return true;
    }

    /// <summary>The system's anchors did not do; those of the <c>CaFile</c> may.</summary>
    private string? ChainProblem(X509Certificate2 certificate, X509Chain? shown)
    {
        if (_anchors.Count == 0)
        {
            return CertificateText.Problem(certificate, shown, "give its CA in CaFile");
        }

        using var chain = new X509Chain { ChainPolicy = Policy(X509ChainTrustMode.CustomRootTrust, shown?.ChainPolicy.ExtraStore ?? []) };
        chain.ChainPolicy.CustomTrustStore.AddRange(_anchors);
        return chain.Build(certificate) ? null : CertificateText.Problem(certificate, chain, "CaFile does not hold its root CA");
    }

    private X509ChainPolicy Policy(X509ChainTrustMode mode, X509Certificate2Collection intermediates)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = mode,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        policy.ApplicationPolicy.Add(new Oid(ServerAuthentication));
        policy.ExtraStore.AddRange(intermediates);
        policy.ExtraStore.AddRange(_anchors);
        return policy;
    }
}
