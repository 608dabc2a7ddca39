using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;

namespace CmsOrchestrator.Api.Bench;

/// <summary>1,000 watchers at 1,000 changes a second: bytes delivered beside those of the same bytes sent as a constant at the same pace.</summary>
internal static class Watching
{
    private const int Watchers = 1000;
    private const int ChangesPerSecond = 1000;
    private const int Pulses = 50;

    public static async Task RunAsync(BenchHost host, TimeSpan time)
    {
        var part = Enumerable.Range(0, ChangesPerSecond / Pulses).Select(Deployment.Change).ToList();
        host.ConstantPart = new byte[part.Sum(p => 150 + Actors.Feed.Body.Write(p).Length)];
        var constant = await MeasureAsync(host, "/constant-stream", time, () => { });
        var number = 0;
        var stream = await MeasureAsync(host, "/api/v1/events", time, () =>
        {
            host.Publish(Enumerable.Range(number, ChangesPerSecond / Pulses).Select(Deployment.Change));
            number += ChangesPerSecond / Pulses;
        });
        var events = stream.Bytes * part.Count / (double)host.ConstantPart.Length;
        Console.WriteLine();
        Console.WriteLine("| watchers | changes /s | constant MB/s | µs/MB | stream MB/s | of it | µs/MB | events /s | allocated per event |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|");
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {Watchers:N0} | {number / stream.Seconds:N0} | {constant.Rate:N0} | {constant.Processor:N0} | {stream.Rate:N0} | {stream.Rate / constant.Rate:P0} | {stream.Processor:N0} | {events / stream.Seconds:N0} | {stream.Allocated / events:N0} |"));
    }

    private static async Task<Figures> MeasureAsync(BenchHost host, string path, TimeSpan time, Action pulse)
    {
        var clients = Enumerable.Range(0, Watchers).Select(_ => new RawClient(host.Address, path)).ToList();
        var bytes = 0L;
        clients.ForEach(client => client.Send());
        var (begun, reading) = (0, new List<Task>());
        reading.AddRange(clients.Select(client => ReadAsync(client.Socket, () => Interlocked.Increment(ref begun), got => Interlocked.Add(ref bytes, got))));
        while (Volatile.Read(ref begun) < Watchers)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20));
        }

        var (before, allocated, processor, clock) =
            (Interlocked.Read(ref bytes), GC.GetTotalAllocatedBytes(precise: true), Environment.CpuUsage.TotalTime, Stopwatch.StartNew());
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1) / Pulses);
        while (clock.Elapsed < time && await timer.WaitForNextTickAsync())
        {
            pulse();
        }

        var result = new Figures(
            Interlocked.Read(ref bytes) - before,
            clock.Elapsed.TotalSeconds,
            Environment.CpuUsage.TotalTime - processor,
            GC.GetTotalAllocatedBytes(precise: true) - allocated);
        clients.ForEach(client => client.Dispose());
        await Task.WhenAll(reading);
        return result;
    }

    private static async Task ReadAsync(Socket socket, Action begins, Action<int> got)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            got(await socket.ReceiveAsync(buffer.AsMemory()));
            begins();
            while (await socket.ReceiveAsync(buffer.AsMemory()) is var count and > 0)
            {
                got(count);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Closed by whoever measures.
        }
    }

    /// <param name="Time">The processor's, the clients' included.</param>
    private readonly record struct Figures(long Bytes, double Seconds, TimeSpan Time, long Allocated)
    {
        /// <summary>MB per second.</summary>
        public double Rate => Bytes / Seconds / 1e6;

        /// <summary>Microseconds of processor time a MB.</summary>
        public double Processor => Time.TotalMicroseconds / Bytes * 1e6;
    }
}
