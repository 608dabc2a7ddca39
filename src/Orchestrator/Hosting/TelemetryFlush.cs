using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace CmsOrchestrator.Hosting;

/// <summary>
/// Sends what was measured last before the process ends, and gives a collector that does not answer a second for it: left to themselves
/// the providers would wait ten when they are disposed of.
/// </summary>
internal sealed class TelemetryFlush(TracerProvider traces, MeterProvider metrics) : IHostedService
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken)
    {
        var milliseconds = cancellationToken.IsCancellationRequested ? 0 : (int)Longest.TotalMilliseconds;
        return Task.WhenAll(
            Task.Run(() => traces.Shutdown(milliseconds), CancellationToken.None),
            Task.Run(() => metrics.Shutdown(milliseconds), CancellationToken.None));
    }
}
