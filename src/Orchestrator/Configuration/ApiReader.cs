using System.Collections.Immutable;
using CmsOrchestrator.Actors.Settings;

namespace CmsOrchestrator.Configuration;

/// <summary>Reads <c>Api</c>.</summary>
internal static class ApiReader
{
    public static ApiSettings Read(Reading reading, ImmutableArray<CmsClusterSettings> clusters)
    {
        var api = reading.Section("Api");
        api.KnowsOnly("Urls", "Keys", "Certificate", "Limits");
        var keys = api.Child("Keys");
        var read = ApiKeysReader.Read(keys, clusters);
        var certificate = CertificateReader.Read(api.Child("Certificate"));
        var urls = (api.Text("Urls") ?? ApiSettings.DefaultUrl)
            .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        foreach (var problem in urls.Select(url => UrlProblem(url, certificate, keys)).OfType<string>().Distinct())
        {
            api.Problem("Urls", problem);
        }

        if (urls.Length == 0)
        {
            api.Problem("Urls", "is missing");
        }

        return new ApiSettings([.. urls], certificate, read, ApiLimitsReader.Read(api.Child("Limits")));
    }

    private static string? UrlProblem(string text, CertificateFiles? certificate, Section keys)
    {
        BindingAddress url;
        try
        {
            url = BindingAddress.Parse(text);
        }
        catch (FormatException)
        {
            return "must be addresses such as http://127.0.0.1:8080, separated by semicolons";
        }

        return url switch
        {
            { Scheme: not ("http" or "https") } or { IsUnixPipe: true } or { IsNamedPipe: true } or { Port: < 0 or > 65535 } =>
                "must be addresses such as http://127.0.0.1:8080, separated by semicolons",
            { PathBase.Length: > 0 } => "must end after the port: no path",
            { Scheme: "https" } when certificate is null => "https needs Api:Certificate",
            { Host: "localhost", Port: 0 } => "port 0 needs an IP address such as 127.0.0.1",
            _ when !keys.IsGiven && !Loopback.Is(url.Host) => "without keys the API is served on a loopback address only",
            _ => null,
        };
    }
}
