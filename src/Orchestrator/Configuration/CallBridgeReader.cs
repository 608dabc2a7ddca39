using CmsOrchestrator.Actors.Settings;
using CmsOrchestrator.Actors.Wire;
using CmsOrchestrator.Model;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Configuration;

/// <summary>Reads one Call Bridge.</summary>
internal static class CallBridgeReader
{
    private const int DefaultMaxConnections = 3;
    private const int Sha256HexLength = 64;

    private static readonly Uri Nowhere = new("https://nowhere.invalid");

    public static CallBridgeSettings Read(Section bridge)
    {
        bridge.KnowsOnly("Url", "Username", "Password", "PasswordFile", "CaFile", "CertificateSha256", "MaxConnections");
        return new CallBridgeSettings(
            new CallBridgeName(bridge.Name),
            Url(bridge),
            Username(bridge),
            Password(bridge),
            CaFile(bridge),
            Fingerprint(bridge),
            bridge.Number("MaxConnections", 1, ProtocolLimits.ConnectionsPerServer, DefaultMaxConnections));
    }

    private static Uri Url(Section bridge)
    {
        var text = bridge.RequiredText("Url");
        if (text.Length == 0)
        {
            return Nowhere;
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.Host.Length == 0)
        {
            bridge.Problem("Url", "must be an address such as https://lon1.example.net:445");
            return Nowhere;
        }

        if (url.UserInfo.Length > 0)
        {
            bridge.Problem("Url", "must not hold a user or a password: there are keys of their own for them");
        }

        if (url.PathAndQuery != "/" || url.Fragment.Length > 0)
        {
            bridge.Problem("Url", "must end after the port: no path, no query");
        }

        if (url.Scheme == Uri.UriSchemeHttp && !Loopback.Is(url.Host))
        {
            bridge.Problem("Url", "must be https: http is for a loopback host only");
        }

        return new Uri(url.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped));
    }

    private static string Username(Section bridge)
    {
        var name = bridge.RequiredText("Username");
        if (name.Any(letter => letter == ':' || char.IsControl(letter)))
        {
            bridge.Problem("Username", "must not hold a colon or a control character");
        }

        return name;
    }

    private static Secret Password(Section bridge)
    {
        var password = bridge.Text("Password");
        var file = bridge.File("PasswordFile");
        if (password is not null && file is not null)
        {
            bridge.Problem("PasswordFile", "is given beside Password: only one of them can count");
        }
        else if (password is null && file is null && !bridge.Child("Password").IsGiven && !bridge.Child("PasswordFile").IsGiven)
        {
            bridge.Problem("Password", "is missing (or PasswordFile)");
        }

        return file is not null ? Secret.FromFile(file) : Secret.Of(password ?? "");
    }

    private static string? CaFile(Section bridge)
    {
        var file = bridge.File("CaFile");
        if (file is not null && !TrustAnchors.TryRead(file, out _, out var problem))
        {
            bridge.Problem("CaFile", problem);
        }

        return file;
    }

    private static string? Fingerprint(Section bridge)
    {
        var hex = bridge.Text("CertificateSha256")?.Replace(":", "", StringComparison.Ordinal);
        if (hex is not null && (hex.Length != Sha256HexLength || !hex.All(char.IsAsciiHexDigit)))
        {
            bridge.Problem("CertificateSha256", $"must be {Sha256HexLength} hexadecimal digits (SHA-256 of the certificate)");
        }

        return hex?.ToUpperInvariant();
    }
}
