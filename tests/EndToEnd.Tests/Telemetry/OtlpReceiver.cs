using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace CmsOrchestrator.EndToEnd.Tests.Telemetry;

/// <summary>A span that arrived; ids are hexadecimal, <see cref="Parent"/> is empty for the first of a trace.</summary>
internal sealed record ReceivedSpan(string Name, string Trace, string Id, string Parent);

/// <summary>An OpenTelemetry collector, as far as to tell what arrives: OTLP over gRPC, or over HTTP with protobuf.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private const int GrpcPrefix = 5;

    private readonly WebApplication _app;
    private readonly bool _answers;
    private readonly ConcurrentDictionary<string, int> _metrics = new();

    private OtlpReceiver(HttpProtocols protocols, bool answers)
    {
        _answers = answers;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = protocols));
        _app = builder.Build();
        _app.Run(TakeAsync);
    }

    public string Url => _app.Urls.Single();

    /// <summary>Names of the metrics that arrived, and how often each did.</summary>
    public IReadOnlyDictionary<string, int> Metrics => _metrics;

    public ConcurrentQueue<ReceivedSpan> Spans { get; } = new();

    /// <summary>The paths that were asked for.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    /// <summary>Headers and bodies as they came.</summary>
    public ConcurrentQueue<string> Raw { get; } = new();

    public static async Task<OtlpReceiver> StartAsync(HttpProtocols protocols, bool answers = true)
    {
        var receiver = new OtlpReceiver(protocols, answers);
        await receiver._app.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        Asked.Enqueue(path);
        if (!_answers)
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        }

        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        Raw.Enqueue(string.Join('\n', context.Request.Headers.Select(h => $"{h.Key}: {h.Value}")) + Encoding.Latin1.GetString(body.ToArray()));
        var isGrpc = context.Request.ContentType == "application/grpc";
        Note(path, body.ToArray().AsMemory(isGrpc ? GrpcPrefix : 0));
        if (isGrpc)
        {
            context.Response.ContentType = "application/grpc";
            context.Response.AppendTrailer("grpc-status", "0");
            await context.Response.Body.WriteAsync(new byte[GrpcPrefix]); // a message without fields
        }
    }

    // ExportMetricsServiceRequest and ExportTraceServiceRequest: resources, their scopes, and what those have.
    private void Note(string path, ReadOnlyMemory<byte> message)
    {
        switch (path)
        {
            case "/v1/metrics" or "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export":
                foreach (var name in ProtobufFields.At(message, 1, 2, 2, 1))
                {
                    _metrics.AddOrUpdate(Encoding.UTF8.GetString(name.Span), 1, (_, times) => times + 1);
                }

                break;
            case "/v1/traces" or "/opentelemetry.proto.collector.trace.v1.TraceService/Export":
                foreach (var span in ProtobufFields.At(message, 1, 2, 2))
                {
                    Spans.Enqueue(new ReceivedSpan(Encoding.UTF8.GetString(Field(span, 5)), Hex(span, 1), Hex(span, 2), Hex(span, 4)));
                }

                break;
            default:
                throw new InvalidOperationException($"No path of OTLP: {path}");
        }
    }

    private static string Hex(ReadOnlyMemory<byte> span, int number) => Convert.ToHexString(Field(span, number));

    private static byte[] Field(ReadOnlyMemory<byte> span, int number) => ProtobufFields.At(span, number).SingleOrDefault().ToArray();
}
