using CmsOrchestrator.Configuration;
using Microsoft.Extensions.Logging.Console;

namespace CmsOrchestrator.Hosting;

/// <summary>The log on the console, in UTC: one line for people, or one JSON object for programs, for each thing that matters.</summary>
internal static class SiteConsole
{
    private const string Time = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    public static ILoggingBuilder AddSiteConsole(this ILoggingBuilder logging, OutputSettings output)
    {
        logging
            .SetMinimumLevel(output.LogLevel)
            .AddFilter("Microsoft", LogLevel.Warning)
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical) // why a start failed is HostRunner's line
            .AddFilter("System", LogLevel.Warning)
            .AddFilter("Akka", LogLevel.Warning);
        return output.LogFormat == LogFormat.Json
            ? logging.AddJsonConsole(console =>
            {
                console.UseUtcTimestamp = true;
                console.TimestampFormat = Time;
            })
            : logging.AddSimpleConsole(console =>
            {
                console.SingleLine = true;
                console.UseUtcTimestamp = true;
                console.TimestampFormat = Time + " ";
                console.ColorBehavior = LoggerColorBehavior.Default;
            });
    }
}
