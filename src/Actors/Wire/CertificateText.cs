using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CmsOrchestrator.Actors.Wire;

/// <summary>What to say of a certificate that is not accepted. What it says of itself is bounded and kept to one line.</summary>
internal static class CertificateText
{
    private const string SubjectAlternativeName = "2.5.29.17";

    /// <summary>The names that it is good for: those of its extension, else its common name.</summary>
    public static string Names(X509Certificate2 certificate)
    {
        var names = certificate.Extensions
            .Where(extension => extension.Oid?.Value == SubjectAlternativeName)
            .Select(extension => new X509SubjectAlternativeNameExtension(extension.RawData, extension.Critical))
            .SelectMany(extension => extension.EnumerateDnsNames().Concat(extension.EnumerateIPAddresses().Select(ip => ip.ToString())));
        var text = string.Join(", ", names);
        return OneLine.Of(text.Length > 0 ? text : certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false));
    }

    /// <summary>What it says of itself.</summary>
    public static ShownCertificate Shown(X509Certificate2 certificate, string? trustedBy) => new(
        Names(certificate), OneLine.Of(certificate.Issuer), certificate.NotAfter, certificate.GetCertHashString(HashAlgorithmName.SHA256), trustedBy);

    /// <summary>Why the chain is not good, in one line: dates before trust, since a date that has passed is the plainer cause.</summary>
    public static string Problem(X509Certificate2 certificate, X509Chain? chain, string advice)
    {
        foreach (var element in chain?.ChainElements ?? Enumerable.Empty<X509ChainElement>())
        {
            if (element.ChainElementStatus.Any(status => status.Status == X509ChainStatusFlags.NotTimeValid))
            {
                var whose = element.Certificate.RawDataMemory.Span.SequenceEqual(certificate.RawDataMemory.Span)
                    ? "the server's certificate"
                    : $"the CA certificate {OneLine.Of(element.Certificate.Subject)}";
                return $"{whose} is valid only from {Day(element.Certificate.NotBefore)} to {Day(element.Certificate.NotAfter)}";
            }
        }

        var status = (chain?.ChainStatus ?? []).Aggregate(X509ChainStatusFlags.NoError, (all, next) => all | next.Status);
        var unknown = X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain;
        return (status & ~unknown) == X509ChainStatusFlags.NoError
            ? $"the server's certificate was issued by an unknown CA ({OneLine.Of(certificate.Issuer)}): {advice}"
            : $"the server's certificate is not good for a server ({status & ~unknown})";
    }

    private static string Day(DateTime local) => local.ToUniversalTime().ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);
}
