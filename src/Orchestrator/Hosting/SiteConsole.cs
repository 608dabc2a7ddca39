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
            .AddFilter("Akka", LogLevel.Warning)
            .AddFilter("Akka.Remote", LogLevel.Critical) // a node that is away, said over and over; /api/v1/nodes says it once
            .AddFilter("Akka.Event.DummyClassForStringSources", LogLevel.Error) // likewise
            .AddFilter("Akka.Cluster.Sharding", LogLevel.Critical); // likewise, and who waits for a lease
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
