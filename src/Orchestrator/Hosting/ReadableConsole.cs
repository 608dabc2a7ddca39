using Microsoft.Extensions.Logging.Console;

namespace CmsOrchestrator.Hosting;

/// <summary>The log on the console: one line for each thing that matters, with the time in UTC.</summary>
internal static class ReadableConsole
{
    public static ILoggingBuilder AddReadableConsole(this ILoggingBuilder logging) => logging
        .SetMinimumLevel(LogLevel.Information)
        .AddFilter("Microsoft", LogLevel.Warning)
        .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical) // why a start failed is HostRunner's line
        .AddFilter("System", LogLevel.Warning)
        .AddFilter("Akka", LogLevel.Warning)
        .AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";
            console.ColorBehavior = LoggerColorBehavior.Default;
        });
}
