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
        var (number, allocated) = (0, GC.GetTotalAllocatedBytes());
        var stream = await MeasureAsync(host, "/api/v1/events", time, () =>
        {
            host.Publish(Enumerable.Range(number, ChangesPerSecond / Pulses).Select(Deployment.Change));
            number += ChangesPerSecond / Pulses;
        });
        var events = stream.Bytes * part.Count / (double)host.ConstantPart.Length;
        Console.WriteLine();
        Console.WriteLine("| watchers | changes /s | constant MB/s | stream MB/s | of it | events /s | allocated per event |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {Watchers:N0} | {number / stream.Seconds:N0} | {constant.Bytes / constant.Seconds / 1e6:N0} | {stream.Bytes / stream.Seconds / 1e6:N0} | {stream.Bytes / stream.Seconds / (constant.Bytes / constant.Seconds):P0} | {events / stream.Seconds:N0} | {(GC.GetTotalAllocatedBytes() - allocated) / events:N0} |"));
    }

    private static async Task<(long Bytes, double Seconds)> MeasureAsync(BenchHost host, string path, TimeSpan time, Action pulse)
    {
        var clients = Enumerable.Range(0, Watchers).Select(_ => new RawClient(host.Address, path)).ToList();
        var bytes = 0L;
        clients.ForEach(client => client.Send());
        var reading = clients.Select(client => ReadAsync(client.Socket, got => Interlocked.Add(ref bytes, got))).ToList();
        await Task.Delay(TimeSpan.FromSeconds(2));
        var (before, clock) = (Interlocked.Read(ref bytes), Stopwatch.StartNew());
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1) / Pulses);
        while (clock.Elapsed < time && await timer.WaitForNextTickAsync())
        {
            pulse();
        }

        var result = (Interlocked.Read(ref bytes) - before, clock.Elapsed.TotalSeconds);
        clients.ForEach(client => client.Dispose());
        await Task.WhenAll(reading);
        return result;
    }

    private static async Task ReadAsync(Socket socket, Action<int> got)
    {
        var buffer = new byte[64 * 1024];
        try
        {
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
}
