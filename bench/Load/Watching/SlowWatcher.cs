using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CmsOrchestrator.Load.Watching;

/// <summary>
/// A watcher that reads slowly for a while and then as fast as it can, in turn. Where its stream ends it comes back with
/// <c>Last-Event-ID</c>, and it looks whether every change comes once and in order over all its streams.
/// </summary>
internal sealed class SlowWatcher : IDisposable
{
    private const int SlowBytes = 64 * 1024;
    private static readonly TimeSpan SlowPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan BackTime = TimeSpan.FromMilliseconds(500);

    private readonly Uri _program;
    private readonly TimeSpan _turn;
    private readonly CancellationTokenSource _stop = new();
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly Task _running;
    private long _last = -1;
    private volatile bool _isHurried;

    /// <param name="turn">How long it is slow, and then fast.</param>
    public SlowWatcher(Uri program, TimeSpan turn)
    {
        (_program, _turn) = (program, turn);
        _running = Task.Run(RunAsync);
    }

    /// <summary>The newest revision that it has.</summary>
    public long Last => Volatile.Read(ref _last);

    /// <summary>Streams that the program ended with an error, as too slow.</summary>
    public int CutOff { get; private set; }

    /// <summary>Streams that it took up again where another had ended.</summary>
    public int Resumed { get; private set; }

    /// <summary>What was wrong first; null for nothing.</summary>
    public string? Wrong { get; private set; }

    /// <summary>It is fast from now on.</summary>
    public void Hurry() => _isHurried = true;

    public void Dispose()
    {
        _stop.Cancel();
        _running.Wait();
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        while (!_stop.IsCancellationRequested && Wrong is null)
        {
            try
            {
                await StreamAsync();
                await Task.Delay(BackTime, _stop.Token);
            }
            catch (Exception e) when (e is SocketException or IOException or OperationCanceledException)
            {
                // The stream has ended; what it had not told yet comes on the next one.
            }
        }
    }

    private async Task StreamAsync()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = SlowBytes };
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, _program.Port), _stop.Token);
        var resume = Last < 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"Last-Event-ID: {Last}\r\n");
        await socket.SendAsync(Encoding.ASCII.GetBytes($"GET /api/v1/events HTTP/1.0\r\nHost: load\r\n{resume}\r\n"), _stop.Token);
        using var reader = new StreamReader(new PacedStream(socket, this), Encoding.UTF8, false, SlowBytes);
        var status = await reader.ReadLineAsync(_stop.Token) ?? throw new IOException("no answer");
        if (!status.Contains(" 200 ", StringComparison.Ordinal))
        {
            Wrong ??= $"after revision {Last} it got {status}";
            return;
        }

        Resumed += Last < 0 ? 0 : 1;
        while (await reader.ReadLineAsync(_stop.Token) is { } line)
        {
            Take(line);
        }
    }

    private void Take(string line)
    {
        if (line.StartsWith(": after revision ", StringComparison.Ordinal) && Last < 0)
        {
            Volatile.Write(ref _last, long.Parse(line.AsSpan(17), CultureInfo.InvariantCulture));
        }
        else if (line.StartsWith("id: ", StringComparison.Ordinal))
        {
            var revision = long.Parse(line.AsSpan(4), CultureInfo.InvariantCulture);
            Wrong ??= revision == Last + 1 ? null : $"revision {revision} came after {Last}";
            Volatile.Write(ref _last, revision);
        }
        else if (line == "event: error")
        {
            CutOff++;
        }
    }

    private Task PauseAsync()
    {
        var isSlow = !_isHurried && (long)(_clock.Elapsed / _turn) % 2 == 0;
        return isSlow ? Task.Delay(SlowPause, _stop.Token) : Task.CompletedTask;
    }

    /// <summary>Reads when its owner is ready to.</summary>
    private sealed class PacedStream(Socket socket, SlowWatcher owner) : NetworkStream(socket)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await owner.PauseAsync();
            return await base.ReadAsync(buffer, cancellationToken);
        }
    }
}
