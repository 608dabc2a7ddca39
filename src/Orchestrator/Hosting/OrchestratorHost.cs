using CmsOrchestrator.Configuration;

namespace CmsOrchestrator.Hosting;

/// <summary>Composes the program: what runs, what is served, what is logged.</summary>
internal static class OrchestratorHost
{
    /// <summary>SIGTERM to exit within 10 s (api.md, "Command line"), and one of them for the rest.</summary>
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(9);

    /// <summary>
    /// The orchestrator of <paramref name="site"/>, not started yet. <paramref name="configuration"/> tells when a file changes; null
    /// where there is none. The host takes nothing of the process' surroundings but what the site says.
    /// </summary>
    public static WebApplication Build(Site site, SiteConfiguration? configuration)
    {
        _ = configuration;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "CmsOrchestrator" });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = DrainTime);
        builder.Services.AddRouting();
        builder.Logging.AddReadableConsole();
        builder.WebHost.UseSiteKestrel(site.Api);
        return builder.Build();
    }
}
