using System.Security.Cryptography.X509Certificates;
using CmsOrchestrator.Api.Limits;
using CmsOrchestrator.Configuration;

namespace CmsOrchestrator.Hosting;

/// <summary>The web server of the API, as the configuration wants it.</summary>
internal static class SiteKestrel
{
    public static void UseSiteKestrel(this IWebHostBuilder web, ApiSettings api)
    {
        web.UseKestrelCore().UseKestrelHttpsConfiguration().UseUrls([.. api.Urls]).ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.KeepLimits();
            if (api.Certificate is { } files)
            {
                var certificate = X509Certificate2.CreateFromPemFile(files.Path, files.KeyPath);
                var chain = new X509Certificate2Collection();
                chain.ImportFromPemFile(files.Path);
                kestrel.ConfigureHttpsDefaults(https => (https.ServerCertificate, https.ServerCertificateChain) = (certificate, chain));
            }
        });
    }
}
