using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CmsOrchestrator.Actors.Settings;

namespace CmsOrchestrator.Configuration;

/// <summary>Reads <c>{ "Path": …, "KeyPath": … }</c>.</summary>
internal static class CertificateReader
{
    /// <summary>Null where none is given. It was loaded once and is good, unless there is a problem.</summary>
    public static CertificateFiles? Read(Section section)
    {
        section.KnowsOnly("Path", "KeyPath");
        if (!section.IsGiven)
        {
            return null;
        }

        section.RequiredText("Path");
        section.RequiredText("KeyPath");
        if (section.File("Path") is not { } path || section.File("KeyPath") is not { } keyPath)
        {
            return null;
        }

        try
        {
            X509Certificate2.CreateFromPemFile(path, keyPath).Dispose();
        }
        catch (Exception exception) when (
            exception is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            section.Problem("the certificate or its key cannot be read, is not PEM, or one does not belong to the other");
        }

        return new CertificateFiles(path, keyPath);
    }
}
