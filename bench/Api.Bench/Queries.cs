using System.Diagnostics;
using System.Globalization;

namespace CmsOrchestrator.Api.Bench;

/// <summary>
/// Requests per second of a query beside the same bytes as a constant: while nothing changes, and while 200 changes come a second, so
/// that nearly every request is of another revision.
/// </summary>
internal static class Queries
{
    private const int Clients = 8;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    public static async Task RunAsync(BenchHost host, TimeSpan time)
    {
        Console.WriteLine("| query | bytes | constant /s | µs | quiet /s | of it | µs | allocated | changing /s | of it | µs | allocated |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|---|---|");
        foreach (var (name, path) in new[]
        {
            ("a filtered, sorted page of calls", "/api/v1/calls?cluster=emea&freshness=live&sort=name&limit=100"),
            ("a participant by URI", "/api/v1/participants?uri=user04711@"),
            ("a call with 1,000 participants", $"/api/v1/calls/{Deployment.LargestCall}/participants?limit=1000"),
        })
        {
            using (var once = new RawClient(host.Address, path))
            {
                host.Constant = once.Ask().ToArray();
            }

            var constant = Measure(host, "/constant", time);
            var quiet = Measure(host, path, time);
            using var stop = new CancellationTokenSource();
            var changing = ChangeAsync(host, stop.Token);
            var busy = Measure(host, path, time);
            await stop.CancelAsync();
            await changing;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {name} | {host.Constant.Length:N0} | {constant.Rate:N0} | {constant.Processor:N0} | {quiet.Rate:N0} | {quiet.Rate / constant.Rate:P0} | {quiet.Processor:N0} | {quiet.Allocated:N0} | {busy.Rate:N0} | {busy.Rate / constant.Rate:P0} | {busy.Processor:N0} | {busy.Allocated:N0} |"));
        }
    }

    private static async Task ChangeAsync(BenchHost host, CancellationToken stop)
    {
        for (var n = 0; !stop.IsCancellationRequested; n++)
        {
            host.Publish([Deployment.Change(n)]);
            await Task.Delay(Pause, CancellationToken.None);
        }
    }

    private static Figures Measure(BenchHost host, string path, TimeSpan time)
    {
        Run(host, path, time / 3);
        var (allocated, processor) = (GC.GetTotalAllocatedBytes(precise: true), Environment.CpuUsage.TotalTime);
        var (count, elapsed) = Run(host, path, time);
        return new Figures(
            count / elapsed.TotalSeconds,
            (Environment.CpuUsage.TotalTime - processor).TotalMicroseconds / count,
            (GC.GetTotalAllocatedBytes(precise: true) - allocated) / (double)count);
    }

    private static (long Count, TimeSpan Elapsed) Run(BenchHost host, string path, TimeSpan time)
    {
        var (count, clock) = (0L, Stopwatch.StartNew());
        var threads = Enumerable.Range(0, Clients).Select(_ => new Thread(() =>
        {
            using var client = new RawClient(host.Address, path);
            while (clock.Elapsed < time)
            {
                client.Ask();
                Interlocked.Increment(ref count);
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        return (count, clock.Elapsed);
    }

    /// <param name="Rate">Requests per second.</param>
    /// <param name="Processor">Microseconds of processor time a request, the client's included: what a loaded machine blurs least.</param>
    /// <param name="Allocated">Bytes a request.</param>
    private readonly record struct Figures(double Rate, double Processor, double Allocated);
}
