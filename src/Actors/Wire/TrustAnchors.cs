using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CmsOrchestrator.Actors.Wire;

/// <summary>Reads a <c>CaFile</c>: PEM, with one certificate or a bundle of them. Other PEM blocks in it are passed over.</summary>
public static class TrustAnchors
{
    /// <summary>All certificates of the file; or, where it cannot be read or holds none, one line that says so. Never throws.</summary>
    public static bool TryRead(
        string path, [NotNullWhen(true)] out X509Certificate2Collection? anchors, [NotNullWhen(false)] out string? problem)
    {
        anchors = null;
        problem = null;
        try
        {
            var read = new X509Certificate2Collection();
            read.ImportFromPem(File.ReadAllText(path));
            if (read.Count > 0)
            {
                anchors = read;
                return true;
            }

            problem = $"the CA file {path} holds no certificate (PEM is expected)";
        }
        catch (CryptographicException)
        {
            problem = $"the CA file {path} holds something that is not a certificate";
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            problem = $"the CA file {path} does not exist";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            problem = $"the CA file {path} cannot be read";
        }

        return false;
    }
}
