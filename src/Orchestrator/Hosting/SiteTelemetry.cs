using CmsOrchestrator.Actors.Telemetry;
using CmsOrchestrator.Configuration;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace CmsOrchestrator.Hosting;

/// <summary>
/// Sends metrics and spans to a collector where one is configured. Of the framework's spans none goes out: theirs carry URLs, and
/// ours begin at a Call Bridge's message.
/// </summary>
internal static class SiteTelemetry
{
    public static IServiceCollection AddSiteTelemetry(this IServiceCollection services, OutputSettings output)
    {
        if (output.OtlpEndpoint is not { } endpoint)
        {
            return services;
        }

        services.AddHostedService<TelemetryFlush>();
        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("cms-orchestrator"))
            .WithMetrics(metrics => metrics
                .AddMeter("CmsOrchestrator.*", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime")
                .AddOtlpExporter(otlp => Configure(otlp, endpoint, output.OtlpProtocol, "v1/metrics")))
            .WithTracing(tracing => tracing
                .AddSource(Tracing.SourceName)
                .AddOtlpExporter(otlp => Configure(otlp, endpoint, output.OtlpProtocol, "v1/traces")));
        return services;
    }

    // Over HTTP the exporter appends the path only where the endpoint comes from its own environment variable.
    private static void Configure(OtlpExporterOptions otlp, Uri endpoint, OtlpProtocol protocol, string path)
    {
        var http = protocol == OtlpProtocol.HttpProtobuf;
        otlp.Protocol = http ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc;
        otlp.Endpoint = http ? new Uri(endpoint.AbsoluteUri.TrimEnd('/') + "/" + path) : endpoint;
    }
}
